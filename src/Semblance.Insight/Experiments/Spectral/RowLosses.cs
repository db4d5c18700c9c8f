using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>The losses as the papers write them, on the rows of an embedding and the entries of a dense graph. Tensors live in the scope that is open where an instance is made.</summary>
internal sealed class RowLosses
{
    private readonly Tensor _graph, _laplacian, _shares, _pairs;
    private readonly double _count;

    /// <param name="graph">G, symmetric, [n, n].</param>
    internal RowLosses(Matrix graph)
    {
        _graph = graph.ToTensor();
        _count = graph.Rows;
        var degrees = _graph.Sum(1);
        _laplacian = degrees.DiagonalMatrix() - _graph;
        _pairs = _graph / _graph.Sum();
        _shares = _pairs.Sum(1, true);
    }

    /// <summary>|Cov - I|^2 + 2 ratio tr(Z' L Z) / n.</summary>
    internal Tensor SquaredVicReg(Tensor z, double ratio)
    {
        var off = Covariance(z) - Tensor.Eye(z.Size(1), ElementType.Float64);
        return off.Square().Sum() + (Dirichlet(z) * ratio);
    }

    /// <summary>-2 sum P_ij z_i.z_j + sum w_i w_j (z_i.z_j)^2.</summary>
    internal Tensor SpectralContrastive(Tensor z)
    {
        var products = z.MatMul(z.Transpose());
        return (products.Square() * _shares * _shares.Transpose()).Sum() - ((products * _pairs).Sum() * 2);
    }

    /// <summary>-sum_ij G_ij log softmax_j(similarity / temperature), j not i.</summary>
    /// <param name="z">[n, dim].</param>
    /// <param name="temperature">Above 0.</param>
    /// <param name="isCosine">Cosines; else minus half the squared distance.</param>
    internal Tensor Softmax(Tensor z, double temperature, bool isCosine)
    {
        if (isCosine) z = z.Normalize();
        var products = z.MatMul(z.Transpose());
        var similarity = isCosine ? products : products - (products.Diagonal() * 0.5) - (products.Diagonal().Unsqueeze(1) * 0.5);
        var logits = (similarity / temperature) - (Tensor.Eye(z.Size(0), ElementType.Float64) * 1e6);
        return -(_graph * logits.LogSoftmax(1)).Sum();
    }

    /// <summary>Barlow Twins with the pairs of the graph, both branches centred: sum (C_aa - 1)^2 + weight sum of squared others.</summary>
    internal Tensor BarlowTwins(Tensor z, double weight)
    {
        var centred = z - (z * _shares).Sum(0, true);
        var cross = centred.Transpose().MatMul(_pairs.MatMul(centred));
        var scale = (centred.Square() * _shares).Sum(0).AtLeast(1e-290).ReciprocalSqrt();
        var correlation = cross * scale * scale.Unsqueeze(1);
        var diagonal = correlation.Diagonal();
        return (1 - diagonal).Square().Sum() + ((correlation.Square().Sum() - diagonal.Square().Sum()) * weight);
    }

    /// <summary>|G - Z Z'|^2.</summary>
    internal Tensor Frobenius(Tensor z) => (_graph - z.MatMul(z.Transpose())).Square().Sum();

    /// <summary>Covariance of the columns, divided by n.</summary>
    internal static Tensor Covariance(Tensor z)
    {
        var centred = z - z.Mean(0, true);
        return centred.Transpose().MatMul(centred) * (1.0 / z.Size(0));
    }

    /// <summary>sum_ij G_ij |z_i - z_j|^2 / n.</summary>
    private Tensor Dirichlet(Tensor z) => (z * _laplacian.MatMul(z)).Sum() * (2 / _count);
}
