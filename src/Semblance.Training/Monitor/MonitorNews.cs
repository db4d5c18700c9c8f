namespace Semblance.Training.Monitor;

/// <summary>What a look of the monitor says that the look before did not: a log says a thing once, and again only after it was gone.</summary>
public sealed class MonitorNews
{
    private HashSet<(MonitorVerdict, MonitorCause?)> _standing = [];

    /// <summary>The lines for a log; none when all is as it was.</summary>
    /// <param name="look">The next look of the same run.</param>
    public IReadOnlyList<string> Of(MonitorRecord look)
    {
        var news = look.Findings.Where(f => !_standing.Contains((f.Verdict, f.Cause))).Select(f => $"{(f.IsAlert ? "warning" : "monitor")}: {f.Heading()}: {f.Text}").ToList();
        var wasMissing = _standing.Any(s => s.Item1 is MonitorVerdict.NotYetLearnt or MonitorVerdict.Collapsed);
        if (wasMissing && look.State == MonitorVerdict.Learning) news.Add("monitor: learning: the embedding has come to what the method's optimum asks for");
        _standing = [.. look.Findings.Select(f => (f.Verdict, f.Cause))];
        return news;
    }
}
