using Semblance.Insight.Evaluation;
using Semblance.Tensors;

namespace Semblance.Insight.Audit;

/// <summary>Features in the coordinates that a head reads: principal directions of enough variance, one scale for all.</summary>
/// <remarks>Per-direction scaling would blow up what a collapse has left behind: a subclass at a thousandth of its size still probes well (spec, pitfall P1).</remarks>
internal sealed class ProbeSpace
{
    /// <summary>Wider features are first projected at random (Johnson and Lindenstrauss 1984), as their eigenvectors would cost more than they tell.</summary>
    private const int Widest = 1024;

    private readonly Pca _axes;
    private readonly float[]? _sketch;
    private readonly int _sourceDim;
    private readonly double _scale;

    private ProbeSpace(Pca axes, float[]? sketch, int sourceDim, double scale, int kept) => (_axes, _sketch, _sourceDim, _scale, Kept) = (axes, sketch, sourceDim, scale, kept);

    /// <summary>Directions used.</summary>
    internal int Kept { get; }

    /// <summary>Variances of all directions, descending.</summary>
    internal IReadOnlyList<double> Variances => _axes.Variance;

    internal static ProbeSpace Of(FeatureSet features, double truncate, int seed)
    {
        var sketch = features.Dim > Widest ? Gaussian(features.Dim * Widest, 1 / Math.Sqrt(Widest), seed) : null;
        var narrow = Narrow(features, sketch);
        var axes = Pca.Fit(narrow, narrow.Dim);
        var kept = Math.Max(1, axes.Variance.Count(v => v > truncate * axes.Variance[0]));
        var mean = axes.Variance.Take(kept).Average();
        return new ProbeSpace(axes, sketch, features.Dim, 1 / Math.Sqrt(Math.Max(mean, 1e-300)), kept);
    }

    /// <summary>Coordinates along the kept directions, [rows, kept]; labels are kept.</summary>
    internal FeatureSet Truncated(FeatureSet features)
    {
        var all = All(features);
        if (Kept == all.Dim) return all;
        var values = new float[features.Rows * Kept];
        for (var r = 0; r < features.Rows; r++) all.Values.AsSpan(r * all.Dim, Kept).CopyTo(values.AsSpan(r * Kept));
        return features.With(values, Kept);
    }

    /// <summary>Coordinates along all directions with noise of a share of the root mean square radius on each, [rows, dim].</summary>
    internal FeatureSet Floored(FeatureSet features, double floor, int seed)
    {
        var all = All(features);
        var radius = Math.Sqrt(all.Values.Sum(v => (double)v * v) / all.Rows);
        var noise = Gaussian(all.Values.Length, floor * radius, seed);
        for (var i = 0; i < noise.Length; i++) noise[i] += all.Values[i];
        return all.With(noise, all.Dim);
    }

    internal static float[] Gaussian(int count, double deviation, int seed)
    {
        var random = new Random(seed);
        var values = new float[count];
        for (var i = 0; i < count; i++) values[i] = (float)(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        return values;
    }

    private FeatureSet All(FeatureSet features)
    {
        if (features.Dim != _sourceDim) throw new InvalidOperationException($"features of dimension {features.Dim} in a space of {_sourceDim}");
        var result = _axes.Apply(Narrow(features, _sketch));
        var scale = (float)_scale;
        for (var i = 0; i < result.Values.Length; i++) result.Values[i] *= scale;
        return result;
    }

    private static FeatureSet Narrow(FeatureSet features, float[]? sketch)
    {
        if (sketch is null) return features;
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        return features.With(features.ToTensor().MatMul(Tensor.From(sketch, features.Dim, Widest)).ToArray<float>(), Widest);
    }
}
