using Semblance.Insight.Report;
using Semblance.Training.Runs;

namespace Semblance.Insight.Generation;

/// <summary>The convergence gauge of a generative run: energy of the prior over what it is at any stationary point.</summary>
internal static class GaugeCard
{
    private const string Term = "energy-ratio";

    /// <summary>The card; empty for runs without the term.</summary>
    internal static string Html(IReadOnlyList<EpochRecord> epochs)
    {
        var points = epochs.Where(e => e.Terms.TryGetValue(Term, out var v) && double.IsFinite(v)).Select(e => ((double)e.Epoch, e.Terms[Term])).ToList();
        if (points.Count == 0) return "";
        var goal = new[] { points[0].Item1, points[^1].Item1 }.Select(x => (x, 1.0)).ToList();
        return Page.Card(
            "Convergence of the latent space",
            "Energy of the prior over views x dimensions / 2. At any stationary point it is 1: the scale of the latent vectors, the slowest thing to settle, has then settled.",
            $"<div style=\"max-width:560px\">{Chart.Lines([new Curve("this run", Palette.Classes[0], points), new Curve("stationary", Palette.Classes[1], goal) { Style = CurveStyle.Dashed }], "epoch", "energy ratio")}</div>");
    }
}
