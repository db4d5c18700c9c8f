using System.Text;
using Semblance.Training.Monitor;
using Semblance.Training.Runs;

namespace Semblance.Insight.Report;

/// <summary>What the collapse monitor saw over a run.</summary>
internal static class MonitorCard
{
    internal static string Html(MonitorRecord? start, IReadOnlyList<EpochRecord> epochs)
    {
        var looks = epochs.Where(e => e.Monitor is not null).Select(e => ((double)e.Epoch, e.Monitor!)).ToList();
        if (looks.Count == 0) return "";
        if (start is not null) looks.Insert(0, (0, start));
        var last = looks[^1].Item2;
        var text = new StringBuilder("<div class=\"numbers\">");
        Number(text, Word(last.State), "the embedding");
        Number(text, Page.Number(last.Embedding.EffectiveRank, "F1"), "effective rank of the embedding");
        Number(text, Page.Number(last.ExpectedRank, "F1"), "shared by two views at the method's optimum");
        Number(text, Page.Number(last.Embedding.Lidar, "F1"), "LiDAR of the embedding");
        if (last.Embedding.AlphaReq is { } alpha) Number(text, Page.Number(alpha, "F2"), "alpha-ReQ of the embedding");
        text.Append("</div>");
        foreach (var finding in last.Findings) text.Append("<p><b>").Append(Page.Text(finding.Heading())).Append("</b>: ").Append(Page.Text(finding.Text)).Append("</p>");
        text.Append(Chart.Lines(
            [
                Curve("embedding", Palette.First, looks, m => m.Embedding.EffectiveRank),
                Curve("representation", Palette.Second, looks, m => m.Representation.EffectiveRank),
                Curve("expected", Palette.Classes[3], looks, m => m.ExpectedRank) with { Style = CurveStyle.Dashed },
            ],
            new ChartAxes("epoch", "effective rank")));
        text.Append(Directions(last));
        return Page.Card(
            "Collapse monitor",
            $"{last.Samples} samples in two views, the same at every look. A small rank early is normal; the dashed line is what the method's closed form lets two views share on the representation of that epoch.",
            text.ToString());
    }

    private static string Directions(MonitorRecord last)
    {
        if (last.Directions.Count == 0) return "";
        var text = new StringBuilder("<div class=\"scroll\"><table><tr><th>direction</th><th>correlation of two views</th><th>share at the optimum</th><th>share in the embedding</th><th></th></tr>");
        foreach (var (direction, k) in last.Directions.Select((d, k) => (d, k)))
        {
            text.Append("<tr><td>").Append(k + 1).Append("</td><td>").Append(Page.Number(direction.Correlation, "F2")).Append("</td><td>").Append(Page.Number(direction.Kept, "F2"))
                .Append("</td><td>").Append(Page.Number(direction.Held, "F2")).Append("</td><td>").Append(Word(direction.Verdict)).Append("</td></tr>");
        }

        return text.Append("</table></div>").ToString();
    }

    private static Curve Curve(string name, string colour, List<(double, MonitorRecord)> looks, Func<MonitorRecord, double> of) => new(name, colour, [.. looks.Select(l => (l.Item1, of(l.Item2)))]);

    private static void Number(StringBuilder text, string value, string name) => text.Append("<div><b>").Append(value).Append("</b><span>").Append(name).Append("</span></div>");

    private static string Word(MonitorVerdict verdict) => verdict switch
    {
        MonitorVerdict.Learning => "learning",
        MonitorVerdict.NotYetLearnt => "not yet learnt",
        MonitorVerdict.Collapsed => "collapsed",
        _ => "cannot be learnt under these views",
    };
}
