using Semblance.Errors;
using Semblance.Tensors;

namespace Semblance.Numerics;

/// <summary>A map M, [d, r], with M' S M = I over the r directions in which S does not vanish.</summary>
/// <param name="Map">M, [d, r].</param>
/// <param name="Kept">Orthonormal basis of the kept directions, [d, r]; null when all are kept.</param>
internal sealed record Whitener(Tensor Map, Tensor? Kept)
{
    internal int Rank => (int)Map.Size(1);

    /// <summary>By Cholesky factor where that proves S well conditioned, else by eigendecomposition.</summary>
    /// <param name="total">S, symmetric, [d, d].</param>
    /// <param name="cross">C, which must not be positive where S vanishes, [d, d].</param>
    /// <param name="tolerance">Share of the largest eigenvalue below which a direction is left out.</param>
    internal static Whitener Of(Tensor total, Tensor cross, double tolerance) =>
        ByCholesky(total, tolerance) ?? ByEigenvalues(total, cross, tolerance);

    private static Whitener? ByCholesky(Tensor total, double tolerance)
    {
        Tensor lower;
        try
        {
            lower = total.Cholesky();
        }
        catch (TorchException)
        {
            return null; // not positive definite in floating point: the eigenvalues tell why
        }

        var inverse = lower.SolveTriangular(Tensor.Eye(total.Size(0), ElementType.Float64), false);
        // trace(S^-1) bounds 1 / the smallest eigenvalue, trace(S) bounds the largest: no direction can be below the tolerance.
        var traceOfInverse = inverse.Square().Sum().Item();
        var worst = 1 / (traceOfInverse * total.Diagonal().Sum().Item());
        return worst > tolerance ? new Whitener(inverse.Transpose(), null) : null;
    }

    private static Whitener ByEigenvalues(Tensor total, Tensor cross, double tolerance)
    {
        var size = total.Size(0);
        var (values, vectors) = SymmetricEigen.Descending(total, size);
        var variances = values.ToArray<double>();
        var largest = variances[0];
        if (largest <= 0) throw new RequestException("S of C w = rho S w has no positive direction", $"its largest eigenvalue is {largest:g3}", "look whether the features vary at all");
        if (variances[^1] < -1e-8 * largest)
        {
            throw new RequestException("S of C w = rho S w is not positive semidefinite", $"its eigenvalues reach from {variances[^1]:g3} to {largest:g3}", "S has to be a covariance");
        }

        var rank = variances.Count(v => v > tolerance * largest);
        var kept = vectors.Narrow(1, 0, rank);
        if (rank < size) CheckBounded(cross, vectors.Narrow(1, rank, size - rank), Math.Max(tolerance, 1e-12) * largest);
        return new Whitener(kept / values.Narrow(0, 0, rank).Sqrt(), rank < size ? kept : null);
    }

    private static void CheckBounded(Tensor cross, Tensor dropped, double level)
    {
        var largest = (dropped * cross.MatMul(dropped)).Sum([0]).Max().Item();
        var noise = 1e-12 * cross.Reshape(-1).Norm(0).Item();
        if (largest > (100 * level) + noise)
        {
            throw new RequestException("C of C w = rho S w is positive where S vanishes", $"there is a direction with w'Cw = {largest:g3} and w'Sw below {level:g3}", "make C and S from the same rows, or add a ridge");
        }
    }
}
