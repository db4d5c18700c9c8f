using Semblance.Objectives.Spectral;
using Semblance.Objectives.Tests.Checking;

namespace Semblance.Objectives.Tests.Spectral;

/// <summary>Theory results that are statements about losses, not optima.</summary>
public sealed class IdentityTests
{
    [Fact]
    public void Contrastive_and_non_contrastive_criteria_differ_by_lengths_only()
    {
        // Garrido et al. 2023: |Z'Z - diag|^2 + sum of squared row norms' squares = |ZZ' - diag|^2 + that of columns, on a random 40 x 7.
        var random = new Random(9);
        var z = Sample.Table(40, 7, (_, _) => Sample.Normal(random));
        var columns = Enumerable.Range(0, 7).Select(k => z.Select(r => r[k]).ToArray()).ToArray();
        Assert.Equal(OffDiagonal(z) + z.Sum(Fourth), OffDiagonal(columns) + columns.Sum(Fourth), 1e-9);
    }

    [Fact]
    public void With_equal_lengths_of_rows_and_columns_they_differ_by_a_constant()
    {
        // Rows of length 1 and columns of squared length N / K, from a Hadamard matrix.
        var matrix = Hadamard.Rotation(16, 16);
        var z = Sample.Table(16, 4, (i, k) => 2 * matrix[i, k]);
        var columns = Enumerable.Range(0, 4).Select(k => z.Select(r => r[k]).ToArray()).ToArray();
        Assert.Equal(OffDiagonal(columns), OffDiagonal(z) + 16 - (16.0 * 16 / 4), 1e-12);
    }

    [Fact]
    public void Barlow_twins_without_normalisation_has_no_unique_optimum()
    {
        // |A' R A - I|^2 is 0 for any two positive directions scaled by rho^-1/2: here the best two and the worst two.
        double[] rho = [0.9, 0.7, 0.2, 0.1];
        foreach (var (one, two) in new[] { (0, 1), (2, 3) })
        {
            var a = Sample.Table(4, 2, (j, k) => j == (k == 0 ? one : two) ? 1 / Math.Sqrt(rho[j]) : 0);
            for (var k = 0; k < 2; k++)
            {
                for (var l = 0; l < 2; l++) Assert.Equal(k == l ? 1 : 0, Enumerable.Range(0, 4).Sum(j => a[j][k] * rho[j] * a[j][l]), 1e-14);
            }
        }
    }

    [Fact]
    public void Rank_of_a_whitened_filter_is_its_dimension()
    {
        var found = Optima.Create("whitening", []).Filter.Apply([0.9, 0.8, 0.7, 0.6], 3);
        Assert.Equal(3, found.RankMe, 1e-5);
        Assert.True(Optima.Create("spectral", []).Filter.Apply([0.9, 0.1, 0.1, 0.1], 4).RankMe < 3.8);
    }

    private static double OffDiagonal(double[][] rows)
    {
        var sum = 0.0;
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < rows.Length; j++) sum += i == j ? 0 : Math.Pow(GraphLoops.Dot(rows[i], rows[j]), 2);
        }

        return sum;
    }

    private static double Fourth(double[] vector) => Math.Pow(GraphLoops.Dot(vector, vector), 2);
}
