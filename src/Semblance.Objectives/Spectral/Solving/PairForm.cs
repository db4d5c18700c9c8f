using Semblance.Numerics;
using Semblance.Pairs.Relations;
using Semblance.Tensors;

namespace Semblance.Objectives.Spectral.Solving;

/// <summary>The entries of a relation, divided by their sum, are a distribution of pairs; a row's share is its degree.</summary>
internal sealed class PairForm : GraphForm
{
    private readonly Relation _relation;
    private readonly bool _isCentred;
    private readonly double[] _shares;
    private readonly double _sum;

    internal PairForm(Relation relation, bool isCentred)
    {
        (_relation, _isCentred) = (relation, isCentred);
        foreach (var degree in relation.Degrees) _sum += degree;
        _shares = [.. relation.Degrees];
        for (var row = 0; row < _shares.Length; row++) _shares[row] /= _sum;
    }

    internal override Eigenpairs Leading(int count, long seed)
    {
        var roots = _isCentred ? new Matrix(_relation.Count, 1, Array.ConvertAll(_shares, Math.Sqrt)) : null;
        return SparseEigen.Largest(_relation.NormalisedAdjacency, count, new SparseEigenOptions { Deflate = roots, Seed = (int)seed });
    }

    /// <summary>A row without relations is in no pair: it is put at 0.</summary>
    internal override Tensor Scaled(Tensor vectors) =>
        vectors * Tensor.From(Array.ConvertAll(_shares, w => w > 0 ? 1 / Math.Sqrt(w) : 0), _relation.Count, 1);

    internal override (Tensor Total, Tensor Cross) Moments(Matrix embedding)
    {
        var z = embedding.ToTensor();
        var weighted = z * Tensor.From(_shares, _relation.Count, 1);
        var total = z.Transpose().MatMul(weighted);
        var cross = z.Transpose().MatMul(Product(_relation.Adjacency, embedding)) * (1 / _sum);
        cross = (cross + cross.Transpose()) * 0.5;
        if (!_isCentred) return (total, cross);
        var mean = weighted.Sum(0).Unsqueeze(1);
        var square = mean.MatMul(mean.Transpose());
        return (total - square, cross - square);
    }
}
