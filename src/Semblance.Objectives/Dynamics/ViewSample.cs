using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Objectives.Dynamics;

/// <summary>Two views of some samples in eigen-coordinates, for what second moments do not say: how much the cross-correlation of a batch scatters.</summary>
/// <remarks>Over batches of m independent pairs E sum w_ij (C_batch - I)_ij² = sum w_ij (C - I)_ij² + (1/m) (sum w_ij E s_ij² - sum w_ij C_ij²) with s = (fg' + gf')/2 of
/// one pair's embeddings, w = 1 on the diagonal and o off it. Derived here.</remarks>
public sealed class ViewSample
{
    /// <summary>Pairs, row by row.</summary>
    /// <param name="first">One view, centred, [n, modes].</param>
    /// <param name="second">The other, [n, modes].</param>
    /// <exception cref="RequestException">Other shapes, or no rows.</exception>
    public ViewSample(Matrix first, Matrix second)
    {
        if (first.Rows != second.Rows || first.Columns != second.Columns || first.Rows == 0)
            throw new RequestException("two views belong together row by row", $"[{first.Rows}, {first.Columns}] and [{second.Rows}, {second.Columns}]", "give one row a pair in both");
        (First, Second) = (first, second);
    }

    /// <summary>One view of each pair, [n, modes].</summary>
    public Matrix First { get; }

    /// <summary>The other view, [n, modes].</summary>
    public Matrix Second { get; }

    /// <summary>sum w_ij E s_ij² over the sample.</summary>
    /// <param name="weights">W, [dim, modes].</param>
    /// <param name="offDiagonal">o.</param>
    internal double Square(Matrix weights, double offDiagonal)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var w = weights.ToTensor().Transpose();
        var (f, g) = (First.ToTensor().MatMul(w), Second.ToTensor().MatMul(w));
        var all = ((f.Square().Sum(1) * g.Square().Sum(1)) + (f * g).Sum(1).Square()).Mean().Item() / 2;
        return (offDiagonal * all) + ((1 - offDiagonal) * (f * g).Square().Sum(1).Mean().Item());
    }

    /// <summary>Its gradient with respect to the weights, [dim, modes].</summary>
    /// <param name="weights">W, [dim, modes].</param>
    /// <param name="offDiagonal">o.</param>
    internal Matrix Slope(Matrix weights, double offDiagonal)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var w = weights.ToTensor().Transpose();
        var (x, y) = (First.ToTensor(), Second.ToTensor());
        var (f, g) = (x.MatMul(w), y.MatMul(w));
        var inner = (f * g).Sum(1, true);
        var (a, b) = ((f * g.Square().Sum(1, true)) + (g * inner), (g * f.Square().Sum(1, true)) + (f * inner));
        if (offDiagonal != 1) (a, b) = ((a * offDiagonal) + (f * g.Square() * (2 * (1 - offDiagonal))), (b * offDiagonal) + (g * f.Square() * (2 * (1 - offDiagonal))));
        return Matrix.From((a.Transpose().MatMul(x) + b.Transpose().MatMul(y)) * (1.0 / First.Rows));
    }
}
