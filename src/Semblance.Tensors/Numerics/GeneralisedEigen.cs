using Semblance.Errors;
using Semblance.Tensors;

namespace Semblance.Numerics;

/// <summary>The generalised symmetric eigenproblem C w = rho S w, S positive semidefinite: the canonical directions of pairs when C is the cross-view
/// and S the total covariance.</summary>
/// <remarks>S is whitened: by the inverse of its Cholesky factor when that proves S well conditioned, else by its eigendecomposition, which leaves out
/// the directions in which S vanishes. Cost O(d^3).</remarks>
public static class GeneralisedEigen
{
    /// <summary>Largest residual, relative to the sizes of C and S, that is returned.</summary>
    private const double ResidualLimit = 1e-7;

    /// <summary>Solves C w = rho S w.</summary>
    /// <param name="c">Symmetric, [d, d].</param>
    /// <param name="s">Symmetric and positive semidefinite, [d, d].</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="RequestException">Matrices that are not square, symmetric, finite or of one size; S with a negative eigenvalue or zero; C positive
    /// where S vanishes, so that rho is unbounded; an option out of range.</exception>
    /// <exception cref="RunException">The residuals of the result are too large.</exception>
    public static GeneralisedSpectrum Solve(Matrix c, Matrix s, GeneralisedOptions? options = null)
    {
        options ??= new GeneralisedOptions();
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var cross = SymmetricEigen.Checked(c, "C of C w = rho S w");
        var total = SymmetricEigen.Checked(s, "S of C w = rho S w");
        Check(c, s, options);
        if (options.Ridge > 0) total += Tensor.Eye(s.Rows, ElementType.Float64) * (options.Ridge * total.Diagonal().Sum().Item() / s.Rows);
        var whitener = Whitener.Of(total, cross, options.RankTolerance);
        var count = Math.Min(SymmetricEigen.CheckedCount(options.Count, s.Rows), whitener.Rank);
        var (values, vectors, spread) = Whitened(cross, whitener, count, options.TieTolerance);
        var residuals = Residuals(cross, total, whitener, values, vectors, spread);
        return new GeneralisedSpectrum(new Eigenpairs(values, Signs.Fix(Matrix.From(vectors)), residuals), whitener.Rank);
    }

    private static void Check(Matrix c, Matrix s, GeneralisedOptions options)
    {
        if (c.Rows != s.Rows) throw new RequestException("the two matrices of C w = rho S w differ in size", $"C is [{c.Rows}, {c.Columns}], S is [{s.Rows}, {s.Columns}]", "make both from the same features");
        if (s.Rows == 0) throw new RequestException("the matrices of C w = rho S w are empty", "they have 0 rows", "give at least one feature");
        Range("ridge", options.Ridge, 0, double.MaxValue);
        Range("rank tolerance", options.RankTolerance, 0, 0.5);
        Range("tie tolerance", options.TieTolerance, 0, 1);
    }

    private static void Range(string name, double value, double low, double high)
    {
        if (!(value >= low && value <= high)) throw new RequestException($"the {name} is out of range", $"got {value:g6}", $"give a number of at least {low:g6} and at most {high:g6}");
    }

    private static (double[] Values, Tensor Vectors, double Spread) Whitened(Tensor cross, Whitener whitener, int count, double tieTolerance)
    {
        var inner = whitener.Map.Transpose().MatMul(cross.MatMul(whitener.Map));
        var (all, rotation) = SymmetricEigen.Descending((inner + inner.Transpose()) * 0.5, whitener.Rank);
        var values = all.ToArray<double>();
        var groups = SymmetricEigen.TiedGroups(values, tieTolerance);
        // A tie that the count cuts through is first ordered as a whole: the shortest of all its vectors are the ones to keep.
        var last = groups.First(g => g.Start + g.Count >= count);
        var vectors = whitener.Map.MatMul(rotation.Narrow(1, 0, last.Start + last.Count));
        var tied = groups.TakeWhile(g => g.Start < count).Where(g => g.Count > 1).ToList();
        var spread = tied.Select(g => values[g.Start] - values[g.Start + g.Count - 1]).DefaultIfEmpty(0).Max();
        foreach (var (start, size) in tied) Shorten(values, vectors, start, size);
        return (values[..count], vectors.Narrow(1, 0, count).Contiguous(), spread);
    }

    /// <summary>Turns tied vectors within their span so that they are orthogonal, the shortest first.</summary>
    private static void Shorten(double[] values, Tensor vectors, int start, int size)
    {
        var tied = vectors.Narrow(1, start, size);
        var (_, turn) = tied.Transpose().MatMul(tied).EigenSymmetric();
        tied.CopyInPlace(tied.MatMul(turn));
        var mean = values.AsSpan(start, size).ToArray().Average();
        values.AsSpan(start, size).Fill(mean);
    }

    /// <summary>Residuals of vectors scaled to length 1, checked; the common value of tied ones may be off by up to their spread.</summary>
    private static double[] Residuals(Tensor cross, Tensor total, Whitener whitener, double[] values, Tensor vectors, double spread)
    {
        var difference = cross.MatMul(vectors) - (total.MatMul(vectors) * Tensor.From(values, values.Length));
        if (whitener.Kept is { } kept) difference = kept.MatMul(kept.Transpose().MatMul(difference));
        var residuals = (difference / vectors.Norm(0, true)).Norm(0).ToArray<double>();
        var scale = total.Reshape(-1).Norm(0).Item();
        var size = cross.Reshape(-1).Norm(0).Item() + (values.Max(Math.Abs) * scale);
        if (!(residuals.Max() <= (ResidualLimit * size) + (spread * scale)))
        {
            throw new RunException("C w = rho S w was not solved accurately", $"a residual is {residuals.Max():g3} where the matrices have norm {size:g3}", "add a ridge, or raise the rank tolerance: S is badly conditioned");
        }

        return residuals;
    }
}
