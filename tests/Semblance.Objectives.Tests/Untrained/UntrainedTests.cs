using Semblance.Objectives.Tests.Checking;

namespace Semblance.Objectives.Tests.Untrained;

public sealed class UntrainedTests
{
    [Fact]
    public void Wants_nothing_and_says_that_it_does_not_train()
    {
        using var objective = Methods.Create("random", [], new ObjectiveContext(4, 0, null));
        var (total, gradients) = Objective.Gradient(objective, new Sample(2, 5, 4));
        Assert.Equal(0, total);
        Assert.All(gradients.SelectMany(g => g), g => Assert.Equal(0, g));
        Assert.False(Methods.Named("random").Trains);
    }
}
