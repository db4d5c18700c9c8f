namespace Semblance.Numerics;

/// <summary>How the largest eigenpairs of an operator are found.</summary>
public sealed record SparseEigenOptions
{
    /// <summary>Largest residual |A v - value v| of a returned pair, relative to the largest magnitude of the spectrum. The angle of a vector to the true one is about
    /// this divided by the relative distance to the next eigenvalue. Default 1e-11; about 1e-14 is the limit of float64.</summary>
    public double Tolerance { get; init; } = 1e-11;

    /// <summary>Products of the operator with one vector after which the search is given up; null for 2000 for each wanted pair and 20000 besides.</summary>
    public long? Limit { get; init; }

    /// <summary>Of the random start. Default 0; the same seed and number of threads give the same bits.</summary>
    public int Seed { get; init; }

    /// <summary>Vectors to leave out, in linearly independent columns, [n, q]: pairs of P A P in the space orthogonal to them are found, where P projects them out; null for none.</summary>
    public Matrix? Deflate { get; init; }
}
