using Semblance.Numerics;
using Semblance.Objectives.Spectral;

namespace Semblance.Objectives.Tests.Spectral;

public sealed class EqualDiagonalTests
{
    public static TheoryData<int, int> Sizes => [.. Enumerable.Range(1, 17).SelectMany(dim => new[] { dim, (dim + 1) / 2 }.Distinct().Select(rows => (dim, rows))), (24, 20), (33, 33), (96, 50), (301, 200)];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_dimension_gets_the_same_variance(int dim, int rows)
    {
        var random = new Random(dim);
        double[] variances = [.. Enumerable.Range(0, rows).Select(_ => 3 * random.NextDouble())];
        var rotation = EqualDiagonal.Rotation(variances, dim);
        Assert.Equal((rows, dim), (rotation.Rows, rotation.Columns));
        HasOrthonormalRows(rotation);
        Assert.All(Diagonal(rotation, variances), v => Assert.Equal(variances.Sum() / dim, v, 1e-12));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Two_diagonals_are_equal_at_once_except_in_three_dimensions(int dim, int rows)
    {
        if (dim == 3) return;

        // With fewer directions than dimensions a rotation may exist only in the limit.
        var tolerance = rows == dim ? 1e-12 : 1e-3;
        var random = new Random(dim);
        double[] variances = [.. Enumerable.Range(0, rows).Select(_ => 3 * random.NextDouble())];
        double[] shares = [.. variances.Select(v => v * random.NextDouble())];
        var rotation = JointEqualDiagonal.Rotation(variances, shares, dim);
        HasOrthonormalRows(rotation);
        Assert.All(Diagonal(rotation, variances), v => Assert.Equal(variances.Sum() / dim, v, tolerance));
        Assert.All(Diagonal(rotation, shares), v => Assert.Equal(shares.Sum() / dim, v, tolerance));
    }

    [Fact]
    public void Unequal_variances_can_be_asked_for()
    {
        double[] variances = [3, 2, 1, 0.5];
        double[] wanted = [0.25, 2, 1.25, 2.25, 0.75];
        var rotation = EqualDiagonal.Rotation(variances, wanted);
        HasOrthonormalRows(rotation);
        foreach (var (expected, v) in wanted.Zip(Diagonal(rotation, variances))) Assert.Equal(expected, v, 1e-13);
    }

    [Fact]
    public void Hadamard_has_elements_of_one_size_and_orthonormal_rows()
    {
        var matrix = Hadamard.Rotation(16, 16);
        Assert.All(matrix.Values, v => Assert.Equal(0.25, Math.Abs(v)));
        HasOrthonormalRows(matrix);
        Assert.Throws<ArgumentException>(() => Hadamard.Rotation(12, 4));
    }

    private static void HasOrthonormalRows(Matrix rotation)
    {
        for (var a = 0; a < rotation.Rows; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var product = 0.0;
                for (var k = 0; k < rotation.Columns; k++) product += rotation[a, k] * rotation[b, k];
                Assert.Equal(a == b ? 1 : 0, product, 1e-12);
            }
        }
    }

    private static double[] Diagonal(Matrix rotation, double[] variances) =>
        [.. Enumerable.Range(0, rotation.Columns).Select(k => Enumerable.Range(0, rotation.Rows).Sum(j => variances[j] * rotation[j, k] * rotation[j, k]))];
}
