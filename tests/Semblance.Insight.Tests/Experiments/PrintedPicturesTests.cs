using Semblance.Insight.Experiments.Features;
using Semblance.Pairs;

namespace Semblance.Insight.Tests.Experiments;

public sealed class PrintedPicturesTests
{
    /// <summary>The first of numpy.random.default_rng(0).permutation(60000), and of the permutation(10000) after it.</summary>
    [Fact]
    public void They_are_those_that_numpy_draws_with_seed_0()
    {
        int[] train = PrintedPictures.Of(Split.Train), test = PrintedPictures.Of(Split.Test);
        Assert.Equal([4013, 23840, 29603, 43011, 58703, 2290], train[..6]);
        Assert.Equal([6145, 3617, 9535, 9553, 1507, 2536], test[..6]);
        Assert.Equal((6000, 2000), (train.Distinct().Count(), test.Distinct().Count()));
        Assert.All(train, i => Assert.InRange(i, 0, 59_999));
        Assert.All(test, i => Assert.InRange(i, 0, 9_999));
    }
}
