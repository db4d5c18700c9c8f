using Semblance.Errors;
using Semblance.Tensors;

namespace Semblance.Numerics;

/// <summary>Eigenvalues and vectors of dense symmetric matrices.</summary>
public static class SymmetricEigen
{
    /// <summary>Largest difference of two mirrored elements, relative to the largest element, of a matrix taken as symmetric.</summary>
    private const double SymmetryTolerance = 1e-10;

    /// <summary>All eigenpairs, or the largest ones, of a symmetric matrix.</summary>
    /// <param name="matrix">Symmetric to 1e-10 of its largest element, [n, n].</param>
    /// <param name="count">How many of the largest eigenvalues to return, 1 to n; all by default. The cost is that of all: O(n^3).</param>
    /// <exception cref="RequestException">Not square, not symmetric, not finite, or a count out of range.</exception>
    public static Eigenpairs Decompose(Matrix matrix, int? count = null)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var a = Checked(matrix, "the matrix");
        var kept = CheckedCount(count, matrix.Rows);
        if (kept == 0) return new Eigenpairs([], new Matrix(matrix.Rows, 0), []);
        var (values, vectors) = Descending(a, kept);
        var residuals = (a.MatMul(vectors) - (vectors * values)).Norm(0).ToArray<double>();
        return new Eigenpairs(values.ToArray<double>(), Signs.Fix(Matrix.From(vectors)), residuals);
    }

    /// <summary>Runs of eigenvalues that are equal within a tolerance: inside one, single vectors are arbitrary and only their span means something.</summary>
    /// <param name="values">In descending order.</param>
    /// <param name="tolerance">Largest distance from one value to the next of a run, relative to the magnitude of the first value of all or of the two, whichever is larger: values far below
    /// 0, as a penalty makes them, do not tie those above. Default 1e-8.</param>
    /// <returns>All runs in order, those of one value included, as (first, number of values).</returns>
    public static IReadOnlyList<(int Start, int Count)> TiedGroups(IReadOnlyList<double> values, double tolerance = 1e-8)
    {
        var groups = new List<(int Start, int Count)>();
        for (var start = 0; start < values.Count;)
        {
            var end = start + 1;
            while (end < values.Count && values[end - 1] - values[end] <= tolerance * Math.Max(Math.Abs(values[0]), Math.Abs(values[end]))) end++;
            groups.Add((start, end - start));
            start = end;
        }

        return groups;
    }

    /// <summary>The largest eigenpairs of a tensor known to be symmetric: values [count] descending, vectors [n, count].</summary>
    internal static (Tensor Values, Tensor Vectors) Descending(Tensor symmetric, long count)
    {
        var (values, vectors) = symmetric.EigenSymmetric();
        var n = values.Size(0);
        return (values.Narrow(0, n - count, count).Flip(0), vectors.Narrow(1, n - count, count).Flip(1));
    }

    /// <summary>The matrix as a tensor, after checks.</summary>
    internal static Tensor Checked(Matrix matrix, string name)
    {
        if (matrix.Rows != matrix.Columns) throw new RequestException($"{name} is not square", $"got [{matrix.Rows}, {matrix.Columns}]", "give a symmetric matrix [n, n]");
        var tensor = matrix.ToTensor();
        if (matrix.Rows == 0) return tensor;
        if (!tensor.AllFinite()) throw new RequestException($"{name} is not finite", "some elements are NaN or infinite", "look for the data or step they come from");
        var asymmetry = (tensor - tensor.Transpose()).Abs().Max().Item();
        var largest = tensor.Abs().Max().Item();
        if (asymmetry > SymmetryTolerance * largest)
        {
            throw new RequestException($"{name} is not symmetric", $"mirrored elements differ by up to {asymmetry:g3}, the largest element is {largest:g3}", "symmetrise it as (A + A') / 2 if that is what you mean");
        }

        return tensor;
    }

    /// <summary>The number of eigenpairs to return of at most <paramref name="available"/>.</summary>
    internal static int CheckedCount(int? count, int available)
    {
        if (count is { } k && (k < 1 || k > available)) throw new RequestException("the number of eigenpairs is out of range", $"got {k} of a matrix with {available} rows", $"ask for 1 to {available}");
        return count ?? available;
    }
}
