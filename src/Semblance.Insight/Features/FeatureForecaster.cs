using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Objectives.Features;
using Semblance.Options;
using Semblance.Pairs;
using Semblance.Pairs.Moments;

namespace Semblance.Insight.Features;

/// <summary>Forecasts which attributes a spectral contrastive loss keeps at a given size of the embedding and weight of labels, without training.</summary>
/// <remarks>Xue et al. 2023, lemma B.2, on features of the data: the least-norm optimum's directions in the order they are learnt, and how much of each attribute the first ones tell. Linear in
/// the features given: where a network sees more, an attribute may come in sooner, and an easy one that crowds out others there does so here too.</remarks>
public static class FeatureForecaster
{
    /// <summary>Less of an attribute than this in all directions is no ground for a forecast.</summary>
    private const double Visible = 0.02;

    /// <summary>A smaller share of the largest eigenvalue is not learnt in practice.</summary>
    private const double Learnable = 1e-3;
    private const double Shared = 0.95;
    private const int WeightSteps = 128;

    /// <summary>From moments of views and the features of samples.</summary>
    /// <param name="moments">Uncentred second moments of views, with a constant last where the encoder has a bias.</param>
    /// <param name="samples">Features of some samples as they are evaluated, with the same columns, [n, d].</param>
    /// <param name="attributes">What is known of each of these samples, [n] each; negative values are unknown.</param>
    /// <param name="options">Size, weight, threshold.</param>
    /// <param name="labels">Name of the attribute that the labels are; null when there is none.</param>
    /// <exception cref="RequestException">Sizes that do not fit, no attributes, an option out of range, a weight without labels.</exception>
    public static FeatureForecast Of(FeatureMoments moments, Matrix samples, IReadOnlyList<SampleFactor> attributes, FeatureForecastOptions options, string? labels = null)
    {
        OptionSet.Validate(options, "the forecast");
        Check(moments, samples, attributes);
        var own = Solve(moments, options, options.Weight);
        var unlabelled = options.Weight == 0 ? own : Solve(moments, options, 0);
        var (order, shares) = (new AttributeCoverage(samples, own.Directions), new AttributeCoverage(samples, unlabelled.Directions));
        var found = attributes.Select(a => Forecast(a, order.Explained(a), shares.Preserved(a, unlabelled.Eigenvalues), Learnt(own), options)).OrderByDescending(a => a.Preserved).ToList();
        return new FeatureForecast
        {
            Dim = options.Dim,
            Weight = options.Weight,
            Eigenvalues = own.Eigenvalues,
            Learnt = Math.Min(options.Dim, Learnt(own)),
            Attributes = found,
            CriticalWeight = attributes.FirstOrDefault(a => a.Name == labels) is { } target && moments.Classes is not null ? Critical(moments, samples, target, options) : null,
            Dominant = Dominant(found, options.Dim),
        };
    }

    /// <summary>From a data set and its augmentations, in the space of its inputs.</summary>
    /// <param name="data">The data; labels are the attribute <c>class</c>, its factors are further attributes.</param>
    /// <param name="plan">How views are made. Small ones, 16 pixels or so, do for pictures: cost grows with the cube of the pixels.</param>
    /// <param name="pairs">Which samples belong together.</param>
    /// <param name="options">Size, weight, threshold, samples and views.</param>
    /// <exception cref="RequestException">Data of which nothing is known, or an option out of range.</exception>
    public static FeatureForecast Of(DataSet data, ViewPlan plan, IPairSource pairs, FeatureForecastOptions options)
    {
        OptionSet.Validate(options, "the forecast");
        var some = new SomeRows(pairs, options.Samples);
        var moments = PairMomentsOf.Data(data, plan, some, new MomentOptions { Views = options.Views, Seed = options.Seed });
        var (rows, chosen) = Clean(data, plan, some);
        List<SampleFactor> attributes = [];
        if (data.Labels is { } labels) attributes.Add(Chosen(new SampleFactor("class", labels, Math.Max(data.ClassNames.Count, labels.Max() + 1)), chosen));
        attributes.AddRange(data.Factors.Select(f => Chosen(f, chosen)));
        return Of(FeatureMoments.Of(moments, new FeatureMomentOptions { AppendsConstant = true }), rows, attributes, options, "class");
    }

    private static FeatureSolution Solve(FeatureMoments moments, FeatureForecastOptions options, double weight) =>
        FeatureSolver.Solve(moments, new FeatureSolverOptions { Dim = options.Dim, Weight = weight, Ridge = options.Ridge });

    private static int Learnt(FeatureSolution solution) => solution.Eigenvalues.Count(v => v > Learnable * solution.Eigenvalues[0]);

    private static AttributeForecast Forecast(SampleFactor attribute, double[] explained, double preserved, int learnt, FeatureForecastOptions options)
    {
        var (attainable, at) = (explained[^1], explained[Math.Min(Math.Min(options.Dim, learnt), explained.Length - 1)]);
        var smallest = Array.FindIndex(explained, 1, v => v >= options.Threshold * attainable);
        double? share = attainable >= Visible ? Math.Min(1, at / attainable) : null;
        return new AttributeForecast
        {
            Name = attribute.Name,
            Dimensions = Math.Max(1, attribute.Count - 1),
            Preserved = preserved,
            Coverage = [.. Sizes(explained.Length - 1).Select(d => new CoveragePoint(d, explained[Math.Min(d, learnt)]))],
            Explained = at,
            Attainable = attainable,
            Share = share,
            Survives = share is { } s ? s >= options.Threshold : null,
            SmallestDim = share is not null && smallest >= 0 && smallest <= learnt ? smallest : null,
        };
    }

    /// <summary>1, 2, 3, 4, 6, 8, 12, 16, ... and the last.</summary>
    private static IEnumerable<int> Sizes(int last)
    {
        for (var size = 1; size < last; size = size < 4 ? size + 1 : (size & (size - 1)) == 0 ? size * 3 / 2 : size * 4 / 3) yield return size;
        yield return last;
    }

    /// <summary>By halving: a larger weight never hurts the labels' own attribute.</summary>
    private static double? Critical(FeatureMoments moments, Matrix samples, SampleFactor target, FeatureForecastOptions options)
    {
        bool IsKept(double weight)
        {
            var solution = Solve(moments, options, weight);
            var explained = new AttributeCoverage(samples, solution.Directions).Explained(target);
            return explained[Math.Min(Math.Min(options.Dim, Learnt(solution)), explained.Length - 1)] >= options.Threshold * explained[^1];
        }

        if (IsKept(0) || !IsKept((WeightSteps - 1.0) / WeightSteps)) return null;
        var (low, high) = (0, WeightSteps - 1);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (IsKept((double)middle / WeightSteps)) high = middle;
            else low = middle;
        }

        return (double)high / WeightSteps;
    }

    private static List<string> Dominant(List<AttributeForecast> found, int dim)
    {
        var shared = found.Where(a => a.Preserved >= Shared && a.Survives == true).ToList();
        return 2 * shared.Sum(a => a.Dimensions) >= dim ? [.. shared.Select(a => a.Name)] : [];
    }

    private static (Matrix Rows, int[] Samples) Clean(DataSet data, ViewPlan plan, SomeRows some)
    {
        var width = plan.Output.Count + 1;
        var (rows, chosen) = (new Matrix(some.Count, width), new int[some.Count]);
        using var loader = new ViewLoader(data, plan.ToPlain(), some, new LoaderOptions { Batch = 512, Views = 1, Shuffle = false, DropLast = false });
        var at = 0;
        foreach (var batch in loader.Epoch(0))
        {
            using (batch)
            {
                var values = batch.View(0);
                for (var row = 0; row < batch.Count; row++, at++)
                {
                    chosen[at] = batch.Indices[row];
                    for (var k = 0; k < width - 1; k++) rows[at, k] = values[(row * (width - 1)) + k];
                    rows[at, width - 1] = 1;
                }
            }
        }

        return (rows, chosen);
    }

    private static SampleFactor Chosen(SampleFactor factor, int[] samples) => factor with { Values = Array.ConvertAll(samples, i => factor.Values[i]) };

    private static void Check(FeatureMoments moments, Matrix samples, IReadOnlyList<SampleFactor> attributes)
    {
        if (samples.Columns != moments.Dim) throw new RequestException("the samples do not fit the moments", $"{samples.Columns} columns for {moments.Dim} features", "give the same features, the constant included");
        if (attributes.Count == 0) throw new RequestException("a forecast needs attributes", "none are known", "give labels, or data that know more, such as fashion-mnist+coarse");
        if (attributes.FirstOrDefault(a => a.Values.Count != samples.Rows) is not { } bad) return;
        throw new RequestException($"attribute '{bad.Name}' does not fit the samples", $"{bad.Values.Count} values for {samples.Rows} samples", "give one for each");
    }
}
