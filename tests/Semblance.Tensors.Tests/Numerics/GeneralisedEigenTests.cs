using Semblance.Errors;
using Semblance.Numerics;

namespace Semblance.Tensors.Tests.Numerics;

public sealed class GeneralisedEigenTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(60)]
    public void Vectors_satisfy_the_equation_and_are_orthonormal_in_S(int size)
    {
        var (c, s) = (Samples.Symmetric(size, 1), Samples.Positive(size, size + 20, 2));
        var solution = GeneralisedEigen.Solve(c, s);
        Assert.Equal(size, solution.EffectiveRank);
        Assert.All(Samples.Residuals(c, solution.Pairs, s), r => Assert.True(r < 1e-11, $"residual {r}"));
        Assert.True(Samples.Distance(Gram(solution.Pairs.Vectors, s), Samples.Identity(size)) < 1e-12);
        Assert.Equal(solution.Pairs.Values.OrderDescending(), solution.Pairs.Values);
    }

    [Fact]
    public void A_count_returns_the_first_of_all()
    {
        var (c, s) = (Samples.Symmetric(20, 3), Samples.Positive(20, 40, 4));
        var (all, few) = (GeneralisedEigen.Solve(c, s).Pairs, GeneralisedEigen.Solve(c, s, new GeneralisedOptions { Count = 5 }).Pairs);
        Assert.Equal(all.Values[..5], few.Values);
        Assert.True(Samples.Distance(Samples.Columns(all.Vectors, 0, 5), few.Vectors) < 1e-14);
    }

    [Fact]
    public void Directions_in_which_S_vanishes_are_left_out()
    {
        // Features repeated twice: S and C of rank 7 in 14 dimensions, values as those of the 7.
        var (c, s) = (Samples.Symmetric(7, 5), Samples.Positive(7, 30, 6));
        var solution = GeneralisedEigen.Solve(Doubled(c), Doubled(s));
        Assert.Equal(7, solution.EffectiveRank);
        var expected = GeneralisedEigen.Solve(c, s).Pairs.Values;
        for (var i = 0; i < 7; i++) Assert.Equal(expected[i], solution.Pairs.Values[i], 12);
        Assert.True(Samples.Distance(Gram(solution.Pairs.Vectors, Doubled(s)), Samples.Identity(7)) < 1e-12);
        Assert.All(Samples.Residuals(Doubled(c), solution.Pairs, Doubled(s)), r => Assert.True(r < 1e-11, $"residual {r}"));
        // Least norm: both copies carry the same weight.
        for (var i = 0; i < 7; i++) Assert.Equal(solution.Pairs.Vectors[i, 0], solution.Pairs.Vectors[i + 7, 0], 12);
    }

    [Fact]
    public void A_nearly_singular_S_gives_the_same_by_both_ways()
    {
        // Condition 1e9: Cholesky cannot prove it within 1e-10 for d = 30, the eigenvalues can.
        var basis = Subspace.Orthonormalise(Samples.Normal(30, 30, 7));
        var spectrum = Samples.Diagonal([.. Enumerable.Range(0, 30).Select(i => Math.Pow(10, -9.0 * i / 29))]);
        var s = Symmetrised(Samples.Product(Samples.Product(basis, spectrum), Samples.Transposed(basis)));
        var wanted = Enumerable.Range(0, 30).Select(i => 1 - (i / 20.0)).ToArray();
        var root = Samples.Product(basis, Samples.Diagonal([.. Enumerable.Range(0, 30).Select(i => Math.Pow(10, -4.5 * i / 29))]));
        var c = Symmetrised(Samples.Product(Samples.Product(root, Samples.Diagonal(wanted)), Samples.Transposed(root)));
        foreach (var tolerance in new[] { 1e-10, 1e-14 })
        {
            var solution = GeneralisedEigen.Solve(c, s, new GeneralisedOptions { RankTolerance = tolerance });
            Assert.Equal(30, solution.EffectiveRank);
            for (var i = 0; i < 30; i++) Assert.Equal(wanted[i], solution.Pairs.Values[i], 1e-7);
        }
    }

    [Fact]
    public void Tied_vectors_are_the_shortest_first()
    {
        // All of rho = 1 in the first three directions: any rotation of S^-1/2 solves; by length they are the axes of S, largest variance first.
        var s = Samples.Diagonal(1, 9, 4, 25);
        var solution = GeneralisedEigen.Solve(Samples.Diagonal(1, 9, 4, 5), s);
        Assert.Equal([1, 1, 1, 0.2], solution.Pairs.Values.Select(v => Math.Round(v, 14)));
        var expected = new Matrix(4, 4) { [1, 0] = 1 / 3.0, [2, 1] = 0.5, [0, 2] = 1, [3, 3] = 0.2 };
        Assert.True(Samples.Distance(expected, solution.Pairs.Vectors) < 1e-14);
    }

    [Fact]
    public void A_count_inside_a_tie_keeps_the_shortest_of_it()
    {
        var turn = Subspace.Orthonormalise(Samples.Normal(4, 4, 8));
        var s = Symmetrised(Samples.Product(Samples.Product(turn, Samples.Diagonal(1, 9, 4, 25)), Samples.Transposed(turn)));
        var solution = GeneralisedEigen.Solve(s, s, new GeneralisedOptions { Count = 2 });
        Assert.True(Subspace.LargestAngle(new Matrix(4, 1, Column(turn, 3)), new Matrix(4, 1, Column(solution.Pairs.Vectors, 0))) < 1e-11);
        Assert.True(Subspace.LargestAngle(new Matrix(4, 1, Column(turn, 1)), new Matrix(4, 1, Column(solution.Pairs.Vectors, 1))) < 1e-11);
    }

    [Fact]
    public void A_ridge_is_relative_to_the_mean_variance()
    {
        var solution = GeneralisedEigen.Solve(Samples.Diagonal(3, 1), Samples.Diagonal(6, 2), new GeneralisedOptions { Ridge = 0.5 });
        Assert.Equal(3.0 / 8, solution.Pairs.Values[0], 15);
        Assert.Equal(1.0 / 4, solution.Pairs.Values[1], 15);
    }

    [Fact]
    public void The_element_of_largest_magnitude_is_positive()
    {
        var vectors = GeneralisedEigen.Solve(Samples.Symmetric(9, 9), Samples.Positive(9, 20, 10)).Pairs.Vectors;
        for (var c = 0; c < 9; c++) Assert.True(Column(vectors, c).MaxBy(Math.Abs) > 0);
    }

    [Fact]
    public void The_same_input_gives_the_same_bits()
    {
        var (c, s) = (Samples.Symmetric(40, 11), Samples.Positive(40, 60, 12));
        Assert.Equal(GeneralisedEigen.Solve(c, s).Pairs.Vectors.Values, GeneralisedEigen.Solve(c, s).Pairs.Vectors.Values);
    }

    [Fact]
    public void Wrong_matrices_are_refused()
    {
        var good = Samples.Identity(2);
        Refused("not square", new Matrix(2, 3), good);
        Refused("not symmetric", new Matrix(2, 2, [1, 0.5, 0, 1]), good);
        Refused("not finite", good, new Matrix(2, 2, [1, double.NaN, double.NaN, 1]));
        Refused("differ in size", good, Samples.Identity(3));
        Refused("empty", new Matrix(0, 0), new Matrix(0, 0));
        Refused("not positive semidefinite", good, Samples.Diagonal(1, -0.5));
        Refused("no positive direction", good, Samples.Diagonal(0, 0));
        Refused("positive where S vanishes", good, Samples.Diagonal(1, 0));
        Refused("out of range", good, good, new GeneralisedOptions { Count = 3 });
        Refused("out of range", good, good, new GeneralisedOptions { Ridge = -1 });
    }

    [Fact]
    public void C_may_be_negative_where_S_vanishes() =>
        Assert.Equal(0.5, Assert.Single(GeneralisedEigen.Solve(Samples.Diagonal(1, -1), Samples.Diagonal(2, 0)).Pairs.Values), 1e-15);

    private static void Refused(string part, Matrix c, Matrix s, GeneralisedOptions? options = null) =>
        Assert.Contains(part, Assert.Throws<RequestException>(() => GeneralisedEigen.Solve(c, s, options)).Message, StringComparison.Ordinal);

    private static Matrix Gram(Matrix w, Matrix s) => Samples.Product(Samples.Transposed(w), Samples.Product(s, w));

    private static double[] Column(Matrix matrix, int column) => [.. Enumerable.Range(0, matrix.Rows).Select(r => matrix[r, column])];

    private static Matrix Symmetrised(Matrix a)
    {
        var t = Samples.Transposed(a);
        return new Matrix(a.Rows, a.Rows, [.. a.Values.Zip(t.Values, (x, y) => (x + y) / 2)]);
    }

    private static Matrix Doubled(Matrix a)
    {
        var result = new Matrix(2 * a.Rows, 2 * a.Rows);
        for (var i = 0; i < result.Rows; i++)
        {
            for (var j = 0; j < result.Rows; j++) result[i, j] = a[i % a.Rows, j % a.Rows];
        }

        return result;
    }
}
