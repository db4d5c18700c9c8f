using Semblance.Training.Runs;

namespace Semblance.Insight.Report;

/// <summary>Curves over the epochs.</summary>
internal static class History
{
    internal static string Loss(IReadOnlyList<EpochRecord> epochs)
    {
        var shown = epochs.Where(e => double.IsFinite(e.Loss)).ToList();
        if (shown.Count == 0) return "";
        return Page.Card(
            "Loss", "Mean over the batches of each epoch. A falling loss alone does not say that the representation is good: see the k-NN curve.",
            Chart.Lines([new Curve("loss", Palette.First, [.. shown.Select(e => ((double)e.Epoch, e.Loss))])], "epoch", "loss"));
    }

    internal static string Quality(IReadOnlyList<EpochRecord> epochs)
    {
        var curves = new List<Curve>();
        var knn = epochs.Where(e => e.Knn is not null).Select(e => ((double)e.Epoch, 100 * e.Knn!.Value)).ToList();
        if (knn.Count > 0) curves.Add(new Curve("k-NN accuracy, %", Palette.First, knn));
        var rank = epochs.Where(e => e.RankMe is not null).Select(e => ((double)e.Epoch, e.RankMe!.Value)).ToList();
        if (knn.Count == 0 && rank.Count > 0) curves.Add(new Curve("effective rank of the representation", Palette.Second, rank));
        if (curves.Count == 0) return "";
        var lastRank = rank.Count > 0 ? $" Effective rank of the representation went from {Page.Number(rank[0].Item2, "F1")} to {Page.Number(rank[^1].Item2, "F1")}." : "";
        return Page.Card(
            knn.Count > 0 ? "k-NN during training" : "Effective rank during training",
            "Measured on training rows held out of the index; test data is not looked at while training." + lastRank,
            Chart.Lines(curves, "epoch", knn.Count > 0 ? "accuracy, %" : "effective rank"));
    }
}
