using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Pairs.Moments;
using Semblance.Tensors;

namespace Semblance.Training.Monitor;

/// <summary>Measures one layer: moments of the pairs, then everything in the leading principal directions, at most one for eight samples.</summary>
internal sealed class LayerProbe
{
    private const int Shown = 16;
    private const int SamplesPerDirection = 8;

    /// <summary>Of the largest variance, and of the squared mean: what lies below is float32's rounding.</summary>
    private const double Rounding = 1e-8, RoundingOfMean = 1e-12;

    private readonly FeatureViews _features;
    private readonly MethodReference _reference;
    private readonly PairMoments _moments;
    private readonly double[] _variances;
    private readonly Matrix _axes;

    private LayerProbe(FeatureViews features, MethodReference reference, int classes)
    {
        (_features, _reference) = (features, reference);
        var (even, odd) = (Moments(features.Half(0), classes), Moments(features.Half(1), classes));
        _moments = PairMoments.Merge(even, odd);
        Noise = 2 / Math.Sqrt(features.Rows);
        (_variances, _axes) = Principal(_moments, features.Rows);
        if (_axes.Columns == 0)
        {
            (Correlations, Directions, Measures) = ([], new Matrix(features.Dim, 0), Constant());
            return;
        }

        Correlations = HeldOut(even, odd);
        Directions = Canonical();
        Measures = Measure();
    }

    /// <summary>Correlations up to here cannot be told from 0: two standard errors.</summary>
    internal double Noise { get; }

    /// <summary>All held-out canonical correlations, descending.</summary>
    internal double[] Correlations { get; }

    /// <summary>Canonical directions fitted on all samples, unit variance, [dim, directions].</summary>
    internal Matrix Directions { get; }

    internal LayerMeasures Measures { get; }

    internal double[] Mean => _moments.Mean;

    internal static LayerProbe Of(FeatureViews features, MethodReference reference, int classes)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        return new LayerProbe(features, reference, classes);
    }

    private static PairMoments Moments(FeatureViews features, int classes)
    {
        using var sums = new MomentAccumulator(features.Dim, 2, features.Labels.Length == 0 ? 0 : classes);
        sums.Add(features.Views, labels: features.Labels);
        return sums.ToMoments();
    }

    private static (double[] Variances, Matrix Axes) Principal(PairMoments moments, int rows)
    {
        var (ascending, columns) = moments.Total.ToTensor().EigenSymmetric();
        double[] variances = [.. ascending.ToArray<double>().Reverse().Select(v => Math.Max(v, 0))];
        var floor = Math.Max(Rounding * variances[0], RoundingOfMean * moments.Mean.Sum(m => m * m));
        var kept = Math.Min(variances.Count(v => v > floor && v > 0), Math.Max(1, rows / SamplesPerDirection));
        if (kept == 0) return (variances, new Matrix(moments.Dim, 0));
        return ([.. variances.Select(v => v > floor ? v : 0)], Matrix.From(columns.Narrow(1, moments.Dim - kept, kept).Flip(1)));
    }

    private static Matrix Within(Matrix covariance, Matrix axes)
    {
        using var scope = new TensorScope();
        var basis = axes.ToTensor();
        var inner = basis.Transpose().MatMul(covariance.ToTensor().MatMul(basis));
        return Matrix.From((inner + inner.Transpose()) * 0.5);
    }

    private static double[] Diagonal(Matrix matrix) => [.. Enumerable.Range(0, matrix.Rows).Select(k => matrix[k, k])];

    private (Matrix Total, Matrix Positive) Reduced(PairMoments moments)
    {
        var (total, positive) = _reference.Relation(moments);
        return (Within(total, _axes), Within(positive, _axes));
    }

    private double[] HeldOut(PairMoments even, PairMoments odd)
    {
        var (a, b) = (Reduced(even), Reduced(odd));
        var (first, second) = (Across(a, b), Across(b, a));
        return [.. first.Zip(second, (x, y) => Math.Clamp((x + y) / 2, -1, 1)).OrderDescending()];
    }

    private static double[] Across((Matrix Total, Matrix Positive) fitted, (Matrix Total, Matrix Positive) other)
    {
        var axes = GeneralisedEigen.Solve(fitted.Positive, fitted.Total).Pairs.Vectors;
        return [.. Diagonal(Within(other.Positive, axes)).Zip(Diagonal(Within(other.Total, axes)), (c, s) => s > 0 ? c / s : 0)];
    }

    private Matrix Canonical()
    {
        var (total, positive) = Reduced(_moments);
        var inner = GeneralisedEigen.Solve(positive, total).Pairs.Vectors;
        return Matrix.From(_axes.ToTensor().MatMul(inner.ToTensor()));
    }

    private LayerMeasures Measure()
    {
        var (total, positive) = Reduced(_moments);
        var (variance, mean) = (_variances.Sum(), _moments.Mean.Sum(m => m * m));
        var correlations = Diagonal(positive).Zip(Diagonal(total), (c, s) => Math.Clamp(c / s, -1, 1)).ToArray();
        var trace = Diagonal(_reference.Relation(_moments).Positive).Sum();
        var shares = Diagonal(total).Select(v => v / variance).ToArray();
        var lidar = new Lidar { Delta = 1e-4 * variance / _moments.Dim };
        return new LayerMeasures
        {
            Variance = variance,
            VarianceShare = variance / (variance + mean),
            EffectiveRank = CovarianceRank.OfEigenvalues(_variances),
            AlphaReq = Exponent(),
            Lidar = lidar.OfMoments(InAxes()),
            DeadShare = _features.DeadShare,
            ViewShare = Math.Min(1, trace / variance),
            Modes = [.. shares.Take(Shown)],
            ModeCorrelations = [.. correlations.Take(Shown)],
            Correlations = [.. Correlations.Take(Shown)],
            FittingShare = Fitting(Diagonal(positive)),
            DestroyedShare = shares.Zip(correlations, (s, r) => r <= Noise ? s : 0).Sum(),
        };
    }

    private double Fitting(double[] common)
    {
        var positive = common.Where(c => c > 0).OrderDescending().ToArray();
        return positive.Length == 0 ? 1 : positive.Take(_reference.Dim).Sum() / positive.Sum();
    }

    private PairMoments InAxes() => new()
    {
        Dim = _axes.Columns,
        Views = 2,
        Count = _moments.Count,
        Mean = new double[_axes.Columns],
        Total = Within(_moments.Total, _axes),
        Cross = Within(_moments.Cross, _axes),
    };

    /// <summary>Ranks 11 to 50 as in the paper where there are that many, the later half of them otherwise; none beyond a sample in eight.</summary>
    private double? Exponent()
    {
        var last = Math.Min(50, _axes.Columns);
        var first = Math.Min(11, Math.Max(1, last / 4));
        return last - first < 3 ? null : AlphaReq.Of(_variances, first, last).Exponent;
    }

    private LayerMeasures Constant() => new()
    {
        Variance = 0, VarianceShare = 0, EffectiveRank = 0, Lidar = 0, DeadShare = 1, ViewShare = 0, Modes = [], ModeCorrelations = [], Correlations = [], DestroyedShare = 0,
    };
}
