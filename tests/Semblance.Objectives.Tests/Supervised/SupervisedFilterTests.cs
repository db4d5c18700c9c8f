using Semblance.Objectives.Supervised;
using Semblance.Objectives.Tests.Checking;

namespace Semblance.Objectives.Tests.Supervised;

public sealed class SupervisedFilterTests
{
    private static readonly SupervisedFilter Filter = new();
    private static readonly double[] FiveClasses = [0.9, 0.7, 0.4, 0.1, 1e-16, 0, -1e-17];

    [Fact]
    public void Keeps_one_direction_less_than_there_are_classes()
    {
        var found = Filter.Apply(FiveClasses, 6);
        Assert.Equal([1, 1, 1, 1, 0, 0, 0], found.Variances);
        Assert.Equal(-2.1, found.Loss, 1e-14);
        Assert.Empty(found.Warnings);
        Assert.Equal(-2.1, Descent.Loss(Filter, FiveClasses, 6, Descent.Construct(found, 6)).Value, 1e-11);
    }

    [Fact]
    public void Descent_never_finds_less_and_finds_as_much() =>
        Assert.InRange(Descent.Of(Filter, FiveClasses, 3) - Filter.Apply(FiveClasses, 3).Loss, -1e-10, 1e-10);

    [Fact]
    public void Too_small_an_embedding_is_named() => Assert.Equal(
        "1 more directions tell classes apart than 3 dimensions can hold", Assert.Single(Filter.Apply(FiveClasses, 3).Warnings));
}
