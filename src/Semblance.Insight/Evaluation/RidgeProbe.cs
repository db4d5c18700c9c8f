using Semblance.Tensors;

namespace Semblance.Insight.Evaluation;

/// <summary>Ridge regression of continuous targets on standardised features: mean squared error + l2 * |W|^2, in float64.</summary>
internal static class RidgeProbe
{
    /// <summary>Penalties tried, relative to features of variance 1.</summary>
    internal static readonly double[] Grid = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100];

    internal static RegressionResult Run(Problem p)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var (train, test) = p.Standardised;
        var l2 = p.Options.L2 ?? Select(p);
        var found = RidgeModel.Fit(train).Predict(test, l2);
        var (count, truth) = (test.TargetCount, test.Targets!);
        Interval Of(Func<int[]?, double> r2) => Statistics.Bootstrap(r2(null), test.Rows, p.Options.Bootstrap, p.Options.Seed, r2);
        double Mean(int[]? counts) => Enumerable.Range(0, count).Average(t => R2(found, truth, count, t, counts));
        var targets = Enumerable.Range(0, count)
            .Select(t => new TargetScore(R2(found, truth, count, t, null), Of(counts => R2(found, truth, count, t, counts)))).ToList();
        return new RegressionResult(Mean(null), Of(Mean), l2, targets);
    }

    /// <summary>Share of the variance of one target explained over rows counted so often.</summary>
    internal static double R2(double[] found, double[] truth, int targets, int target, int[]? counts)
    {
        double rows = 0, sum = 0, squares = 0, errors = 0;
        var centre = truth[target];
        for (int r = 0, i = target; i < truth.Length; r++, i += targets)
        {
            double weight = counts is null ? 1 : counts[r], y = truth[i] - centre, e = truth[i] - found[i];
            rows += weight;
            sum += weight * y;
            squares += weight * y * y;
            errors += weight * e * e;
        }

        var variance = squares - (sum * sum / rows);
        // A resample of equal targets explains nothing.
        return variance > 0 ? 1 - (errors / variance) : 0;
    }

    private static double Select(Problem p)
    {
        var (fit, validation) = p.Split(null);
        var train = p.Standardised.Train;
        var (model, held) = (RidgeModel.Fit(train.Select(fit)), train.Select(validation));
        double Error(double l2) => model.Predict(held, l2)
            .Select((v, i) => Math.Pow((v - held.Targets![i]) / model.TargetDeviation[i % held.TargetCount], 2)).Sum();
        return Grid.MinBy(Error);
    }
}
