using Semblance.Errors;
using Semblance.Insight.Pairing;
using Semblance.Options;
using Semblance.Tensors;

namespace Semblance.Insight.Advice;

/// <summary>Says which method, how much invariance, which dimension and batch, from pairs and a few labels, without training anything.</summary>
/// <remarks>After Balestriero and LeCun 2022: every method's best linear encoder keeps the same canonical directions of the pairs and differs in how much of each, so
/// that one decomposition serves all of them. They are ranked by the exact leave-one-out error of ridge regression on the labelled rows (one row a sample: views of
/// one sample are never on both sides). The forecast for other numbers of labels is the risk formula (<see cref="Objectives.Spectral.RiskForecast"/>) through that error.</remarks>
public static class Advisor
{
    /// <summary>Embeddings are compared at this size unless told otherwise.</summary>
    internal const int UsualDim = 256;

    /// <summary>Ratio of invariance to variance that keeps full rank on any pairs, as 1 - rho is at most 2: advised without labels.</summary>
    internal const double CautiousInvariance = 0.45;

    /// <summary>Advises on one or several kinds of pairs of the same rows.</summary>
    /// <param name="pairs">Name and pairs of each kind; the same number of rows in each.</param>
    /// <param name="options">Size, number of labels, seed.</param>
    /// <param name="split">For each row 0 to learn from, 1 to check the forecast on; null when all are to learn from.</param>
    /// <param name="progress">Told what is read, units done and in all.</param>
    /// <param name="cancellation">Stops the passes.</param>
    /// <exception cref="RequestException">Labels of one class, kinds of pairs over different rows, pairs that cross the split, and what the inputs say.</exception>
    public static AdviceReport Advise(
        IReadOnlyList<(string Name, PairInput Input)> pairs, AdviceOptions options, IReadOnlyList<int>? split = null, Action<string, long, long>? progress = null, CancellationToken cancellation = default)
    {
        OptionSet.Validate(options, "the advice");
        Check(pairs, split);
        var labels = pairs[0].Input.Labels;
        var choice = LabelChoice.Of(labels, split, options);
        var evidence = pairs.Select(p => PairEvidence.Of(p.Name, p.Input, options, (done, all) => progress?.Invoke($"reading {p.Name}", done, all), cancellation)).ToList();
        var dim = Math.Min(options.Dim ?? UsualDim, evidence.Min(e => e.Spectrum.Length));
        if (choice.Used.Length == 0) return Unlabelled.Report(evidence, options, dim, choice);
        using var scope = new TensorScope();
        var features = evidence.Select((e, k) => Features(e, pairs[k].Input, choice.Used, cancellation)).ToList();
        var contest = new Contest(evidence, features, new LabelTargets([.. choice.Used.Select(i => labels![i])]), dim, options);
        contest.Run(progress, cancellation);
        if (choice.Checked.Length > 0)
        {
            var others = evidence.Select((e, k) => Features(e, pairs[k].Input, choice.Checked, cancellation)).ToList();
            contest.Check(others, [.. choice.Checked.Select(i => labels![i])]);
        }

        return contest.Report();
    }

    private static LabelledFeatures Features(PairEvidence evidence, PairInput input, int[] rows, CancellationToken cancellation)
    {
        if (evidence.Canonical is null) return new LabelledFeatures(evidence.CanonicalOf(input, rows, null), null);
        var features = input.Rows(rows, cancellation);
        return new LabelledFeatures(evidence.CanonicalOf(input, rows, features), evidence.Principal!.Coordinates(features));
    }

    private static void Check(IReadOnlyList<(string Name, PairInput Input)> pairs, IReadOnlyList<int>? split)
    {
        if (pairs.Count == 0) throw new RequestException("there are no pairs to advise on", "got none", "give --views, --x with --pairs or --graph, --graph-only or --data");
        foreach (var (name, input) in pairs)
        {
            if (input.Count != pairs[0].Input.Count)
            {
                throw new RequestException("kinds of pairs can only be compared on the same rows", $"'{pairs[0].Name}' has {pairs[0].Input.Count} rows, '{name}' has {input.Count}", "give pairs of the same samples");
            }

            if (split is null) continue;
            if (split.Count != input.Count) throw new RequestException("the split needs one number for each row", $"{split.Count} numbers, {input.Count} rows", "give 0 for rows to learn from and 1 for rows to check on");
            if (input.Relation?.Diagnose(split).Homophily is { } within && within < 1 - 1e-12)
            {
                throw new RequestException(
                    "some pairs cross the split",
                    FormattableString.Invariant($"{100 * (1 - within):0.###}% of the weight of '{name}' joins rows to learn from with rows to check on"),
                    "split by the source of the samples, so that what belongs together is on one side, or remove those pairs");
            }
        }
    }
}
