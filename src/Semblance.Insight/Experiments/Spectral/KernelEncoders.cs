using Semblance.Numerics;
using Semblance.Objectives.Spectral.Features;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>Encoders in a kernel's function space with a penalty: the leading eigenvectors of T = G - penalty K^-1, in kernel features (C = F' G F - penalty I, S = F' F).</summary>
/// <remarks>Cabannes et al. 2023. Tensors live in the scope that is open where an instance is made.</remarks>
internal sealed class KernelEncoders
{
    private readonly IFeatureMap _map;
    private readonly Matrix _features, _total;

    /// <param name="kernel">The kernel's name, as the product reads it.</param>
    /// <param name="x">Samples, [n, d].</param>
    /// <param name="landmarks">Landmarks drawn from the samples; null for all samples.</param>
    internal KernelEncoders(string kernel, Matrix x, int? landmarks = null)
    {
        _map = landmarks is { } count ? KernelFeatures.Drawn(Kernel.Parse(kernel), x, count, 0) : KernelFeatures.At(Kernel.Parse(kernel), x);
        using var scope = new TensorScope();
        var features = _map.Map(x.ToTensor());
        _features = Matrix.From(features);
        _total = Matrix.From(Symmetric(features.Transpose().MatMul(features)));
    }

    /// <summary>The encoders for a relation of the samples: weights on the kernel's features, [p, count].</summary>
    internal Matrix Solve(ISymmetricOperator relation, double penalty, int count)
    {
        using var scope = new TensorScope();
        var related = new Matrix(_features.Rows, _features.Columns);
        relation.Multiply(_features.Values, related.Values, _features.Columns);
        var cross = Symmetric(_features.ToTensor().Transpose().MatMul(related.ToTensor())) - (Tensor.Eye(_features.Columns, ElementType.Float64) * penalty);
        return GeneralisedEigen.Solve(Matrix.From(cross), _total, new GeneralisedOptions { Count = count, RankTolerance = 1e-13 }).Pairs.Vectors;
    }

    /// <summary>Features of new samples; encode them with <see cref="Encode"/>.</summary>
    internal Tensor Map(Matrix samples) => _map.Map(samples.ToTensor());

    /// <summary>Embeddings from features and weights.</summary>
    internal static Tensor Encode(Tensor features, Matrix weights) => features.MatMul(weights.ToTensor());

    /// <summary>Share of rows that the best linear classifier of the embedding (least squares on one-hot targets, no intercept) gets wrong.</summary>
    internal static double ProbeError(Tensor embedding, int[] labels, int classes)
    {
        using var scope = new TensorScope();
        var truth = Tensor.From(Array.ConvertAll(labels, l => (long)l), labels.Length);
        var (q, _) = embedding.Qr();
        var predicted = q.MatMul(q.Transpose().MatMul(truth.OneHot(classes).To(ElementType.Float64))).ArgMax(1);
        return 1 - predicted.IsEqualTo(truth).To(ElementType.Float64).Mean().Item();
    }

    private static Tensor Symmetric(Tensor matrix) => (matrix + matrix.Transpose()) * 0.5;
}
