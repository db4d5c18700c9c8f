using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Tests.Randomness;

public class RandomnessTests
{
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0ul, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(~0u, ~0u, ~0u, ~0u, ~0ul, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0x299f31d0a4093822ul, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Philox_gives_the_published_test_vectors(uint a, uint b, uint c, uint d, ulong key, uint w, uint x, uint y, uint z) =>
        Assert.Equal(new PhiloxBlock(w, x, y, z), Philox.Block(new PhiloxBlock(a, b, c, d), key));

    [Fact]
    public void Uniform_numbers_fill_their_range_evenly()
    {
        var counts = new int[64];
        var draws = new Draws(11, 0, 0, 0, 0);
        const int Total = 640_000;
        for (var i = 0; i < Total; i++) counts[(int)(draws.Unit() * 64)]++;

        // Chi-squared with 63 degrees of freedom: 1 in 10^6 lies above 127.
        Assert.InRange(counts.Sum(c => Math.Pow(c - Total / 64, 2) / (Total / 64)), 15, 127);
    }

    [Theory]
    [InlineData("index")]
    [InlineData("epoch")]
    [InlineData("view")]
    [InlineData("slot")]
    [InlineData("seed")]
    public void Neighbouring_streams_are_uniform_and_uncorrelated(string varied)
    {
        const int Count = 65_536;
        var first = new double[Count];
        for (var i = 0; i < Count; i++)
        {
            var draws = varied switch
            {
                "index" => new Draws(3, 0, i, 0, 0),
                "epoch" => new Draws(3, i, 0, 0, 0),
                "view" => new Draws(3, 0, 0, i % 32768, i / 32768),
                "slot" => new Draws(3, 0, 0, 0, i % 65536),
                _ => new Draws(i, 0, 0, 0, 0),
            };
            first[i] = draws.Unit();
        }

        var chi = Enumerable.Range(0, 64).Sum(b => Math.Pow(first.Count(v => (int)(v * 64) == b) - Count / 64.0, 2) / (Count / 64.0));
        Assert.InRange(chi, 15, 127);
        for (var lag = 1; lag <= 4; lag++)
        {
            var correlation = 12 * Enumerable.Range(0, Count - lag).Average(i => (first[i] - 0.5) * (first[i + lag] - 0.5));
            Assert.InRange(correlation, -5 / Math.Sqrt(Count), 5 / Math.Sqrt(Count));
        }
    }

    [Fact]
    public void Below_gives_every_number_equally_often()
    {
        var counts = new int[7];
        var draws = new Draws(1, 0, 0, 0, 0);
        for (var i = 0; i < 70_000; i++) counts[draws.Below(7)]++;
        Assert.InRange(counts.Sum(c => Math.Pow(c - 10_000, 2) / 10_000), 0, 38); // 6 degrees of freedom, 1 in 10^6
    }

    [Fact]
    public void The_same_stream_gives_the_same_numbers()
    {
        Draws one = new(5, 2, 7, 1, 3), other = new(5, 2, 7, 1, 3);
        for (var i = 0; i < 20; i++) Assert.Equal(one.Bits(), other.Bits());
    }

    [Fact]
    public void A_permutation_holds_each_number_once_and_depends_on_seed_and_epoch()
    {
        var order = Permutation.Of(1000, 1, 0);
        Assert.Equal(Enumerable.Range(0, 1000), order.Order());
        Assert.Equal(order, Permutation.Of(1000, 1, 0));
        Assert.NotEqual(order, Permutation.Of(1000, 1, 1));
        Assert.NotEqual(order, Permutation.Of(1000, 2, 0));
        Assert.InRange(order.Where((v, i) => v == i).Count(), 0, 10);
    }

    [Fact]
    public void Every_permutation_of_three_comes_up()
    {
        var seen = Enumerable.Range(0, 600).GroupBy(e => string.Join("", Permutation.Of(3, 9, e))).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(6, seen.Count);
        Assert.All(seen.Values, n => Assert.InRange(n, 55, 150));
    }
}
