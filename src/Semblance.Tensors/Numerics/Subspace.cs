using Semblance.Errors;
using Semblance.Tensors;

namespace Semblance.Numerics;

/// <summary>Column spaces: orthonormal bases and the angles between them.</summary>
public static class Subspace
{
    /// <summary>Orthonormal columns that span what the given columns span (thin QR).</summary>
    /// <param name="columns">Linearly independent columns, [n, k], n at least k.</param>
    /// <exception cref="RequestException">More columns than rows, elements that are not finite, or columns that depend on each other.</exception>
    public static Matrix Orthonormalise(Matrix columns)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        return Matrix.From(Basis(columns));
    }

    /// <summary>The principal angles between two column spaces in degrees, ascending, in [0, 90], min(k, l) of them.</summary>
    /// <param name="a">Linearly independent columns, [n, k].</param>
    /// <param name="b">Linearly independent columns, [n, l].</param>
    /// <remarks>Angles below 45 degrees come from their sines and the others from their cosines (Björck and Golub 1973; Knyazev and Argentati 2002), so that angles of
    /// 1e-13 degrees are still told from 0.</remarks>
    /// <exception cref="RequestException">Different numbers of rows, or columns that depend on each other.</exception>
    public static double[] PrincipalAngles(Matrix a, Matrix b)
    {
        if (a.Rows != b.Rows) throw new RequestException("the spaces lie in different dimensions", $"got columns of length {a.Rows} and {b.Rows}", "compare embeddings of the same rows");
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var (left, right) = (Basis(a), Basis(b));
        if (left.Size(1) < right.Size(1)) (left, right) = (right, left);
        var overlap = left.Transpose().MatMul(right);
        var cosines = overlap.SingularValues().ToArray<double>();
        var sines = (right - left.MatMul(overlap)).SingularValues().ToArray<double>();
        Array.Reverse(sines);
        return [.. cosines.Zip(sines, (cosine, sine) => double.RadiansToDegrees(sine * sine < 0.5 ? Math.Asin(sine) : Math.Acos(Math.Min(1, cosine))))];
    }

    /// <summary>The largest principal angle between two column spaces in degrees, in [0, 90].</summary>
    /// <inheritdoc cref="PrincipalAngles"/>
    public static double LargestAngle(Matrix a, Matrix b) => PrincipalAngles(a, b) is { Length: > 0 } angles ? angles[^1] : 0;

    internal static Tensor Basis(Matrix columns)
    {
        var (n, k) = (columns.Rows, columns.Columns);
        if (k > n) throw new RequestException("the columns depend on each other", $"there are {k} columns of length {n}", "give at most as many columns as rows");
        var tensor = columns.ToTensor();
        if (k == 0) return tensor;
        if (!tensor.AllFinite()) throw new RequestException("the columns are not finite", "some elements are NaN or infinite", "look for the step they come from");
        var lengths = tensor.Norm(0, true);
        var (q, r) = (tensor / lengths).Qr();
        var smallest = r.Diagonal().Abs().Min().Item();
        if (!(smallest > 1e-13)) throw new RequestException("the columns depend on each other", $"one of {k} columns keeps {smallest:g3} of its length beside those before it", "leave out zero and repeated columns");
        return q;
    }
}
