using System.Globalization;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Objectives.Spectral.Features;

/// <summary>Random features: cosines that approximate the RBF kernel, or rectified projections that approximate the arc-cosine kernel.</summary>
/// <remarks>Rahimi and Recht 2007 (sqrt(2 / p) cos(w'x + b), w of deviation 1 / width, b uniform in [0, 2 pi)); Cho and Saul 2009 (sqrt(2 / p) max(0, w'x),
/// w of deviation 1), scaled so that their dot products estimate the kernels of <see cref="Features.Kernel"/>.</remarks>
public sealed class RandomFeatures : IFeatureMap
{
    private static readonly Operator CosOp = Operator.Named("cos");
    private readonly Matrix _weights;
    private readonly Matrix? _offsets;
    private readonly double _width;

    private RandomFeatures(Matrix weights, Matrix? offsets, double width) => (_weights, _offsets, _width) = (weights, offsets, width);

    /// <inheritdoc/>
    public string Name => _offsets is null
        ? string.Create(CultureInfo.InvariantCulture, $"relu:{Dim}")
        : string.Create(CultureInfo.InvariantCulture, $"fourier:{Dim},{_width}");

    /// <inheritdoc/>
    public int InputDim => _weights.Rows;

    /// <inheritdoc/>
    public int Dim => _weights.Columns;

    /// <summary>Cosines for the RBF kernel.</summary>
    /// <param name="inputDim">Columns of a sample, d.</param>
    /// <param name="dim">Features, p.</param>
    /// <param name="width">The kernel's width; &gt; 0.</param>
    /// <param name="seed">Of the draw.</param>
    public static RandomFeatures Fourier(int inputDim, int dim, double width, long seed)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(seed);
        var weights = Tensor.RandomNormal(rng, [inputDim, dim], ElementType.Float64) * (1 / width);
        var offsets = Tensor.RandomUniform(rng, [1, dim], ElementType.Float64) * (2 * Math.PI);
        return new RandomFeatures(Matrix.From(weights), Matrix.From(offsets), width);
    }

    /// <summary>Rectified projections for the arc-cosine kernel.</summary>
    /// <param name="inputDim">Columns of a sample, d.</param>
    /// <param name="dim">Features, p.</param>
    /// <param name="seed">Of the draw.</param>
    public static RandomFeatures Relu(int inputDim, int dim, long seed)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(seed);
        return new RandomFeatures(Matrix.From(Tensor.RandomNormal(rng, [inputDim, dim], ElementType.Float64)), null, 1);
    }

    /// <inheritdoc/>
    public Tensor Map(Tensor rows)
    {
        using var scope = new TensorScope();
        var projected = rows.MatMul(_weights.ToTensor());
        var features = _offsets is null ? projected.Relu() : CosOp.Call(projected + _offsets.ToTensor());
        return scope.Return(features * Math.Sqrt(2.0 / Dim));
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, Tensor>> State() => _offsets is null
        ? [new("weights", _weights.ToTensor())]
        : [new("weights", _weights.ToTensor()), new("offsets", _offsets.ToTensor())];

    internal static RandomFeatures From(Matrix weights, Matrix? offsets, double width) => new(weights, offsets, width);
}
