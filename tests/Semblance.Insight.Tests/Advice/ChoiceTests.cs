using Semblance.Insight.Advice;

namespace Semblance.Insight.Tests.Advice;

public sealed class ChoiceTests
{
    [Fact]
    public void Largest_penalty_within_one_standard_error_is_taken()
    {
        double[] best = [.. Enumerable.Range(0, 100).Select(k => 0.5 + (k % 2 * 0.1))];
        double[] close = [.. best.Select((v, k) => v + (k % 3 == 0 ? 0.05 : -0.022))];
        double[] far = [.. best.Select(v => v + 0.2)];
        var scores = new List<ProbeScore> { new(best, best, 0.01, 30), new(close, close, 0.1, 20), new(far, far, 1, 10) };
        Assert.Equal(0.1, Choice.Penalty(scores).Penalty);
    }

    [Fact]
    public void Fits_that_spend_nearly_all_degrees_of_freedom_do_not_compete()
    {
        double[] low = new double[25], high = [.. Enumerable.Repeat(0.9, 25)];
        var scores = new List<ProbeScore> { new(low, low, 0.001, 15), new(high, high, 1, 5) };
        Assert.Equal(1, Choice.Penalty(scores).Penalty);
    }

    [Fact]
    public void Of_candidates_that_are_as_good_the_likelier_one_is_taken_and_one_made_from_labels_last()
    {
        double[] a = [.. Enumerable.Range(0, 100).Select(k => 0.5 + (k % 2 * 0.2))], b = [.. a.Select((v, k) => v + (k % 4 < 2 ? 0.1 : -0.1))];
        var worse = a.Select(v => v + 0.3).ToArray();
        Contender Of(string name, double[] losses, double evidence) =>
            new(0, new Candidate { Name = name, Method = name, Options = new Dictionary<string, string>(), Rank = 1, RankMe = 1 }, [new ProbeScore(losses, losses, 1, 5) { Evidence = evidence }]);
        Assert.Equal("b", Choice.Of([Of("a", a, 3), Of("b", b, 4), Of("worse", worse, 100)]).Candidate.Name);
        Assert.Equal("b", Choice.Of([Of("a", a, double.NegativeInfinity), Of("b", b, -20), Of("worse", worse, 100)]).Candidate.Name);
        Assert.Equal("a", Choice.Of([Of("a", a, double.NegativeInfinity), Of("worse", worse, 100)]).Candidate.Name);
    }
}
