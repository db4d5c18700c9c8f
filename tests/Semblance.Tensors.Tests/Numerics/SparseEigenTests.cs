using Semblance.Errors;
using Semblance.Numerics;

namespace Semblance.Tensors.Tests.Numerics;

/// <summary>Both iterations against known and dense spectra.</summary>
public sealed class SparseEigenTests
{
    public delegate Eigenpairs Solver(ISymmetricOperator matrix, int count, SparseEigenOptions? options = null);

    private static readonly Dictionary<string, Solver> Solvers = new()
    {
        ["chebyshev"] = ChebyshevSubspace.Largest,
        ["lanczos"] = Lanczos.Largest,
    };

    public static TheoryData<string> Names => [.. Solvers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_random_graph_has_the_pairs_of_its_dense_matrix(string name)
    {
        var (matrix, _) = Graphs.Blocks(400, 4, 0.2, 0.02, 1);
        var dense = SymmetricEigen.Decompose(Graphs.ToDense(matrix), 12);
        var pairs = Solvers[name](matrix, 12);
        for (var i = 0; i < 12; i++) Assert.Equal(dense.Values[i], pairs.Values[i], 1e-13);
        // The residual bounds the angle divided by the gap, which is about 1e-3 here.
        Assert.True(Subspace.LargestAngle(dense.Vectors, pairs.Vectors) < 1e-5);
        Assert.All(pairs.Residuals, r => Assert.True(r <= 1e-11, $"residual {r}"));
        Assert.True(Samples.Distance(Samples.Product(Samples.Transposed(pairs.Vectors), pairs.Vectors), Samples.Identity(12)) < 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_deflated_vector_is_left_out_exactly(string name)
    {
        var (matrix, degrees) = Graphs.Blocks(300, 3, 0.2, 0.02, 2);
        var all = Solvers[name](matrix, 6);
        Assert.Equal(1, all.Values[0], 1e-13);
        var rest = Solvers[name](matrix, 5, new SparseEigenOptions { Deflate = new Matrix(300, 1, [.. degrees.Select(Math.Sqrt)]) });
        for (var i = 0; i < 5; i++) Assert.Equal(all.Values[i + 1], rest.Values[i], 1e-12);
        for (var i = 0; i < 5; i++) Assert.Equal(0, Enumerable.Range(0, 300).Sum(r => Math.Sqrt(degrees[r]) * rest.Vectors[r, i]), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_deflated_vector_need_not_be_an_eigenvector(string name)
    {
        var (a, u) = (Samples.Symmetric(60, 3), Samples.Normal(60, 2, 4));
        var basis = Subspace.Orthonormalise(u);
        var out1 = Samples.Product(basis, Samples.Transposed(basis));
        var keep = new Matrix(60, 60, [.. Samples.Identity(60).Values.Zip(out1.Values, (x, y) => x - y)]);
        var projected = Samples.Product(keep, Samples.Product(a, keep));
        var expected = SymmetricEigen.Decompose(new Matrix(60, 60, [.. projected.Values.Zip(Samples.Transposed(projected).Values, (x, y) => (x + y) / 2)]), 4);
        var pairs = Solvers[name](Operators.Dense(a), 4, new SparseEigenOptions { Deflate = u });
        for (var i = 0; i < 4; i++) Assert.Equal(expected.Values[i], pairs.Values[i], 1e-11);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Double_eigenvalues_of_a_cycle_are_found_twice(string name)
    {
        foreach (var (size, count) in new[] { (8, 3), (8, 7), (8, 8), (200, 5), (200, 6) })
        {
            var pairs = Solvers[name](Graphs.Cycle(size), count);
            for (var i = 0; i < count; i++) Assert.Equal(2 * Math.Cos(2 * Math.PI * ((i + 1) / 2) / size), pairs.Values[i], 1e-12);
        }

        // Smallest first, as the largest of the negated operator.
        var laplacian = Solvers[name](Operators.Affine(Graphs.CycleLaplacian(8), -1), 8);
        for (var i = 0; i < 8; i++) Assert.Equal(2 - (2 * Math.Cos(2 * Math.PI * ((i + 1) / 2) / 8)), -laplacian.Values[i], 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Complete_bipartite_graph(string name)
    {
        var values = Solvers[name](Graphs.Bipartite(), 6).Values;
        double[] expected = [1, 0, 0, 0, 0, -1];
        for (var i = 0; i < 6; i++) Assert.Equal(expected[i], values[i], 1e-14);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_component_of_a_disconnected_graph_brings_an_eigenvalue_of_one(string name)
    {
        // 30 cycles of 20 nodes: 1 thirty times, cos(2 pi / 20) sixty times.
        var edges = from part in Enumerable.Range(0, 30) from i in Enumerable.Range(0, 20) select ((part * 20) + i, (part * 20) + ((i + 1) % 20), 0.5);
        var matrix = Graphs.From(600, edges);
        foreach (var count in new[] { 4, 30, 35 })
        {
            var pairs = Solvers[name](matrix, count);
            for (var i = 0; i < count; i++) Assert.Equal(i < 30 ? 1 : Math.Cos(2 * Math.PI / 20), pairs.Values[i], 1e-12);
            Assert.All(Samples.Residuals(Graphs.ToDense(matrix), pairs), r => Assert.True(r < 1e-11, $"residual {r}"));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Trivial_operators_are_solved(string name)
    {
        Assert.Equal([2, 2, 2], Solvers[name](Graphs.Dense(Samples.Diagonal([.. Enumerable.Repeat(2.0, 100)])), 3).Values.Select(v => Math.Round(v, 13)));
        Assert.Equal([0, 0], Solvers[name](Graphs.Dense(new Matrix(50, 50)), 2).Values);
        Assert.Equal([3], Solvers[name](Graphs.Dense(Samples.Diagonal(3)), 1).Values);
        Assert.Equal(1e9, Solvers[name](Graphs.Dense(Samples.Diagonal([1e9, .. Enumerable.Range(0, 99).Select(i => i / 100.0)])), 1).Values[0], 1e-3);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_bits(string name)
    {
        var (matrix, _) = Graphs.Blocks(300, 3, 0.2, 0.02, 5);
        var (a, b, c) = (Solvers[name](matrix, 5), Solvers[name](matrix, 5), Solvers[name](matrix, 5, new SparseEigenOptions { Seed = 1 }));
        Assert.Equal(a.Vectors.Values, b.Vectors.Values);
        Assert.NotEqual(a.Vectors.Values, c.Vectors.Values);
        Assert.True(Samples.Distance(a.Vectors, c.Vectors) < 1e-8);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Not_converging_is_an_error(string name)
    {
        var (matrix, _) = Graphs.Blocks(300, 3, 0.2, 0.02, 6);
        Assert.Contains("not found", Assert.Throws<RunException>(() => Solvers[name](matrix, 9, new SparseEigenOptions { Limit = 60 })).Message, StringComparison.Ordinal);
        Assert.Contains("not found", Assert.Throws<RunException>(() => Solvers[name](matrix, 9, new SparseEigenOptions { Tolerance = 1e-18, Limit = 4000 })).Message, StringComparison.Ordinal);
        Assert.Contains("not finite", Assert.Throws<RunException>(() => Solvers[name](new Broken(), 2)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Wrong_requests_are_refused(string name)
    {
        var solve = Solvers[name];
        Assert.Contains("out of range", Assert.Throws<RequestException>(() => solve(Graphs.Cycle(8), 0)).Message, StringComparison.Ordinal);
        Assert.Contains("out of range", Assert.Throws<RequestException>(() => solve(Graphs.Cycle(8), 8, new SparseEigenOptions { Deflate = new Matrix(8, 1, [1, 1, 1, 1, 1, 1, 1, 1]) })).Message, StringComparison.Ordinal);
        Assert.Contains("length", Assert.Throws<RequestException>(() => solve(Graphs.Cycle(8), 1, new SparseEigenOptions { Deflate = new Matrix(7, 1) })).Message, StringComparison.Ordinal);
        Assert.Contains("tolerance", Assert.Throws<RequestException>(() => solve(Graphs.Cycle(8), 1, new SparseEigenOptions { Tolerance = 0 })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Deflation_works_on_long_vectors(string name)
    {
        double[] values = [.. Enumerable.Range(0, 9000).Select(i => i / 9000.0)];
        (values[8999], values[4100], values[17]) = (10, 5, 4);
        var matrix = Graphs.From(9000, values.Select((v, i) => (i, i, v)));
        var pairs = Solvers[name](matrix, 2, new SparseEigenOptions { Deflate = new Matrix(9000, 1) { [8999, 0] = 3 } });
        Assert.Equal(5, pairs.Values[0], 1e-12);
        Assert.Equal(4, pairs.Values[1], 1e-12);
        Assert.Equal((1, 1, 0), (Math.Round(pairs.Vectors[4100, 0], 12), Math.Round(pairs.Vectors[17, 1], 12), Math.Round(pairs.Vectors[8999, 0], 14)));
    }

    [Fact]
    public void The_smallest_come_last()
    {
        var pairs = SparseEigen.Smallest(Graphs.CycleLaplacian(8), 4);
        double[] expected = [2, 2 - Math.Sqrt(2), 2 - Math.Sqrt(2), 0];
        for (var i = 0; i < 4; i++) Assert.Equal(expected[i], pairs.Values[i], 1e-13);
        Assert.All(Samples.Residuals(Graphs.ToDense(Graphs.CycleLaplacian(8)), pairs), r => Assert.True(r < 1e-12));
    }

    private sealed class Broken : ISymmetricOperator
    {
        public int Size => 50;

        public void Multiply(ReadOnlySpan<double> block, Span<double> result, int columns) => result.Fill(double.NaN);
    }
}
