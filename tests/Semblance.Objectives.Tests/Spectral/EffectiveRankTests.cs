using Semblance.Errors;
using Semblance.Objectives.Spectral;
using Semblance.Objectives.Tests.Checking;
using Semblance.Tensors;

namespace Semblance.Objectives.Tests.Spectral;

public sealed class EffectiveRankTests
{
    private static double Of(double[][] rows)
    {
        using var scope = new TensorScope();
        return EffectiveRank.RankMe(Sample.Leaf(rows));
    }

    [Fact]
    public void Rank_one_is_one() => Assert.Equal(1, Of(Sample.Table(50, 6, (i, k) => (i + 1.0) * (k + 1))), 1e-4);

    [Theory]
    [InlineData(8, 8)]
    [InlineData(4, 9)]
    [InlineData(9, 4)]
    public void Equal_directions_count_fully(int rows, int dim) =>
        Assert.Equal(Math.Min(rows, dim), Of(Sample.Table(rows, dim, (i, k) => i == k ? 5 : 0)), 1e-4);

    [Fact]
    public void Has_the_closed_form_of_two_directions()
    {
        var (p, q) = ((3.0 / 4) + 1e-7, (1.0 / 4) + 1e-7);
        Assert.Equal(Math.Exp(-(p * Math.Log(p)) - (q * Math.Log(q))), Of([[3, 0], [0, 1]]), 1e-12);
    }

    [Fact]
    public void Is_between_one_and_the_smaller_side_and_does_not_know_units()
    {
        var z = new Sample(1, 30, 7).Views[0];
        var rank = Of(z);
        Assert.InRange(rank, 1, 7);
        Assert.Equal(rank, Of([.. z.Select(r => r.Select(x => 1000 * x).ToArray())]), 1e-9);
    }

    [Fact]
    public void Nothing_has_rank_zero() => Assert.Equal(0, Of(Sample.Table(3, 3, (_, _) => 0)));

    [Fact]
    public void Numbers_that_are_not_finite_are_named()
    {
        var e = Assert.Throws<RequestException>(() => Of([[1, double.NaN], [0, 1]]));
        Assert.Equal("RankMe needs finite numbers - float64 [2, 2] holds NaN or infinity - look for the step at which the embeddings stopped being finite", e.Message);
    }

    [Fact]
    public void A_vector_is_refused()
    {
        using var scope = new TensorScope();
        var e = Assert.Throws<RequestException>(() => EffectiveRank.RankMe(Tensor.Zeros([4])));
        Assert.Equal("RankMe needs a matrix [rows, dim] - got float32 [4] - flatten each row to one vector", e.Message);
    }
}
