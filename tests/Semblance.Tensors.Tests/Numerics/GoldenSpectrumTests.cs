using Semblance.Files;
using Semblance.Numerics;
using Semblance.Testing;

namespace Semblance.Tensors.Tests.Numerics;

/// <summary>Answers of SciPy and scikit-learn, written by tests/golden/spectral.py.</summary>
public sealed class GoldenSpectrumTests
{
    [Fact]
    public void Generalised_eigenpairs_are_those_of_scipy()
    {
        var pairs = GeneralisedEigen.Solve(Load("generalised-c"), Load("generalised-s"), new GeneralisedOptions { Count = 10 }).Pairs;
        var (values, vectors) = (Load("generalised-values"), Signs.Fix(Load("generalised-vectors")));
        for (var i = 0; i < 10; i++) Assert.Equal(values.Values[i], pairs.Values[i], 1e-12);
        Assert.True(Samples.Distance(vectors, pairs.Vectors) < 1e-8 * vectors.Values.Max(Math.Abs));
        Assert.True(Subspace.LargestAngle(vectors, pairs.Vectors) < 1e-7);
    }

    [Theory]
    [InlineData("chebyshev")]
    [InlineData("lanczos")]
    public void A_spectral_embedding_is_that_of_scikit_learn(string method)
    {
        var starts = (long[])Npy.Read(Path("graph-starts")).Data;
        var graph = new SparseMatrix(starts, (int[])Npy.Read(Path("graph-columns")).Data, Npy.Read(Path("graph-values")).ToDoubles());
        var degrees = graph.RowSums();
        var matrix = graph.Scaled([.. degrees.Select(d => 1 / Math.Sqrt(d))]);
        var options = new SparseEigenOptions { Deflate = new Matrix(graph.Size, 1, [.. degrees.Select(Math.Sqrt)]), Tolerance = 1e-13 };
        var pairs = method == "lanczos" ? Lanczos.Largest(matrix, 8, options) : ChebyshevSubspace.Largest(matrix, 8, options);
        var values = Load("graph-eigenvalues").Values;
        Assert.Equal(1, values[0], 1e-12);
        for (var i = 0; i < 8; i++) Assert.Equal(values[i + 1], pairs.Values[i], 1e-12);
        Assert.True(Subspace.LargestAngle(Load("graph-eigenvectors"), pairs.Vectors) < 1e-6);
    }

    [Fact]
    public void Principal_angles_are_those_of_scipy()
    {
        var angles = Subspace.PrincipalAngles(Load("angles-a"), Load("angles-b"));
        var expected = Load("angles-degrees").Values;
        for (var i = 0; i < 3; i++) Assert.Equal(expected[i], angles[i], 1e-12);
        Assert.InRange(angles[0], 1e-9, 1e-6);
    }

    private static string Path(string name) => Repository.Golden("spectral", $"{name}.npy");

    private static Matrix Load(string name)
    {
        var array = Npy.Read(Path(name));
        return new Matrix((int)array.Shape[0], array.Shape.Length > 1 ? (int)array.Shape[1] : 1, array.ToDoubles());
    }
}
