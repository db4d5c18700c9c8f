using System.Globalization;
using Semblance.Errors;
using Semblance.Options;
using Semblance.Tensors;

namespace Semblance.Insight.Evaluation;

/// <summary>Compares feature sets by classifiers trained on very few labels, with the same labelled rows for all.</summary>
/// <remarks>Features are centred and divided by one number, the root mean square of the training rows, which uses no labels.</remarks>
public static class FewLabels
{
    /// <summary>Draws labelled rows, fits a probe on them with each feature set and pairs the accuracies.</summary>
    /// <param name="sets">Feature sets of the same rows in the same order.</param>
    /// <param name="reference">Name of the set that the others are compared with.</param>
    /// <param name="options">Defaults when null.</param>
    /// <exception cref="RequestException">An unknown reference, sets of different rows, missing labels, an option out of range.</exception>
    public static FewLabelReport Run(IReadOnlyList<FeaturePair> sets, string reference, FewLabelOptions? options = null)
    {
        options ??= new FewLabelOptions();
        OptionSet.Validate(options, "few labels");
        var numbers = Numbers(options.Labels);
        Check(sets, reference);
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var map = new ClassMap(sets[0].Train.Labels!);
        var (known, wanted) = (map.Of(sets[0].Train.Labels!), map.Of(sets[0].Test.Labels!));
        var smallest = known.GroupBy(c => c).Min(g => g.Count());
        var probes = sets.Select(s => new FewLabelProbe(s, known, map.Count, options)).ToList();
        List<FewLabelRow> rows = [];
        List<string> warnings = [];
        foreach (var labels in numbers)
        {
            if (labels > smallest) warnings.Add($"{labels} labels a class left out: the smallest class has {smallest} training rows");
            else rows.AddRange(Compare(probes, sets, reference, labels, known, wanted, options));
        }

        return new FewLabelReport(reference, rows, warnings);
    }

    /// <summary>Interval of a mean over draws and test rows that are both random.</summary>
    /// <param name="scores">Score of each draw and test row, [draws][rows].</param>
    /// <remarks>The variances of the draws' means and of the rows' means, each over its number, are added. For crossed random effects that counts
    /// the interaction twice, so the interval is, if anything, wide. Student's t with draws - 1 degrees of freedom.</remarks>
    internal static (double Mean, Interval Both, Interval DrawsOnly) Crossed(sbyte[][] scores)
    {
        var (draws, rows) = (scores.Length, scores[0].Length);
        var byDraw = Array.ConvertAll(scores, s => s.Average(v => (double)v));
        var mean = byDraw.Average();
        var rowVariance = 0.0;
        for (var r = 0; r < rows; r++)
        {
            var sum = 0;
            foreach (var draw in scores) sum += draw[r];
            rowVariance += Math.Pow(((double)sum / draws) - mean, 2);
        }

        var ofDraws = byDraw.Sum(d => (d - mean) * (d - mean)) / (draws - 1) / draws;
        var ofRows = rows > 1 ? rowVariance / (rows - 1) / rows : 0;
        var t = Statistics.StudentT(draws - 1);
        Interval Around(double variance) => new(mean - (t * Math.Sqrt(variance)), mean + (t * Math.Sqrt(variance)));
        return (mean, Around(ofDraws + ofRows), Around(ofDraws));
    }

    private static IEnumerable<FewLabelRow> Compare(
        List<FewLabelProbe> probes, IReadOnlyList<FeaturePair> sets, string reference, int labels, int[] known, int[] wanted, FewLabelOptions options)
    {
        var hits = sets.Select(_ => new sbyte[options.Draws][]).ToArray();
        for (var draw = 0; draw < options.Draws; draw++)
        {
            var rows = Draw(known, labels, unchecked((options.Seed * 1_000_003) + (labels * 1009) + draw));
            for (var s = 0; s < sets.Count; s++)
            {
                var found = probes[s].Predict(rows);
                hits[s][draw] = [.. found.Select((f, r) => f == wanted[r] ? (sbyte)1 : (sbyte)0)];
            }
        }

        var standard = hits[sets.Select(s => s.Name).ToList().IndexOf(reference)];
        for (var s = 0; s < sets.Count; s++)
        {
            var (mean, interval, _) = Crossed(hits[s]);
            double[] draws = [.. hits[s].Select(d => d.Average(v => (double)v))];
            if (hits[s] == standard)
            {
                yield return new FewLabelRow(sets[s].Name, labels, mean, interval, draws, null, null, null);
                continue;
            }

            var (difference, both, drawsOnly) = Crossed([.. hits[s].Zip(standard, (a, b) => a.Zip(b, (x, y) => (sbyte)(x - y)).ToArray())]);
            yield return new FewLabelRow(sets[s].Name, labels, mean, interval, draws, difference, both, drawsOnly);
        }
    }

    private static int[] Draw(int[] classes, int labels, int seed)
    {
        var left = new Dictionary<int, int>();
        var rows = new List<int>();
        foreach (var row in Splits.Shuffled(classes.Length, new Random(seed)))
        {
            var taken = left.GetValueOrDefault(classes[row]);
            if (taken == labels) continue;
            left[classes[row]] = taken + 1;
            rows.Add(row);
        }

        return [.. rows];
    }

    private static List<int> Numbers(string text)
    {
        var numbers = new List<int>();
        foreach (var word in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n < 1)
            {
                throw new RequestException("option 'labels' of few labels has a bad value", $"got '{text}'", "give whole numbers from 1, separated by commas");
            }

            numbers.Add(n);
        }

        return numbers;
    }

    private static void Check(IReadOnlyList<FeaturePair> sets, string reference)
    {
        if (sets.All(s => s.Name != reference)) throw Suggestion.Unknown("reference feature set", reference, sets.Select(s => s.Name));
        var first = sets[0];
        foreach (var set in sets)
        {
            if (set.Train.Labels is null || set.Test.Labels is null) throw new RequestException($"'{set.Name}' has no labels", "features only", "give one integer label for each row");
            if (set.Train.Dim != set.Test.Dim)
            {
                throw new RequestException("training and test features differ in dimension", $"'{set.Name}': {set.Train.Dim} and {set.Test.Dim}", "embed both with the same encoder and layer");
            }

            if (!set.Train.Labels.AsSpan().SequenceEqual(first.Train.Labels) || !set.Test.Labels.AsSpan().SequenceEqual(first.Test.Labels))
            {
                throw new RequestException(
                    $"'{set.Name}' and '{first.Name}' do not describe the same rows",
                    $"{set.Train.Rows} and {first.Train.Rows} training rows, {set.Test.Rows} and {first.Test.Rows} test rows, or other labels",
                    "give features of the same rows in the same order");
            }
        }

        if (first.Train.Labels!.Distinct().Count() < 2) throw new RequestException("classification needs at least two classes", "all training rows have one label", "check the labels");
    }
}
