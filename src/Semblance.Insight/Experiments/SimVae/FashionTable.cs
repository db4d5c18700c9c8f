using Semblance.Insight.Report;
using Semblance.Pairs;

namespace Semblance.Insight.Experiments.SimVae;

/// <summary>Content and style on FashionMNIST: the paper's orderings as claims.</summary>
internal sealed class FashionTable : Experiment
{
    internal const string Embedding = "embedding", Representation = "representation";

    /// <summary>Quick: one seed and fewer passes; the same network.</summary>
    internal static TableBudget Budget(ExperimentContext context) => new("mlp:hidden=256,dim=128,last-relu=true", "linear:out=10", context.Size(2, 5), context.Size(1, 3), context.Size(10_000, 20_000)) { LearningRate = 3e-3 };

    public override string Id => "V5";

    public override string Title => "FashionMNIST: content and style";

    public override string Source => "Bizeul et al. 2024, abstract: SimVAE beats other VAEs on content, discriminative methods where style matters, and on simple images content too";

    public override string Shows => "One network, one budget, ten features: who keeps what a picture is, and who keeps how it is shown.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var train = FashionData.Open(context, findings, Split.Train);
        if (train is null) return;
        using var test = FashionData.Open(context, findings, Split.Test)!;
        var runs = new TableRuns(context, Budget(context), context.IsQuick ? "simvae-quick" : "simvae-table");
        var rows = runs.PrincipalComponents(train, test).Concat(runs.Run(Contestant.All)).ToList();
        Exhibits(findings, rows);
        Thresholds(findings, rows);
        Energy(context, findings, rows);
        Orderings(findings, rows);
    }

    internal static void Exhibits(Findings findings, IReadOnlyList<TableRow> rows)
    {
        foreach (var layer in new[] { Embedding, Representation })
        {
            var groups = rows.Where(r => r.Layer == layer).GroupBy(r => r.Method).ToList();
            findings.Add(new Table(
                layer == Embedding ? "Ten features, those the loss sees" : "The layer before them, without the head",
                "Test pictures; mean over seeds with 95 % interval over seeds (none for one seed). Accuracies in per cent; style by linear maps from one augmented view; decoded: squared error of a pixel, times 1000, given back by a decoder fitted to the frozen features, of pictures and of augmented views.",
                ["method", "size", "linear", "k-NN 15", "crop scale R2", "crop x R2", "flip", "decoded", "views decoded", "energy"],
                [.. groups.Select(g => (IReadOnlyList<string>)
                [
                    g.Key, $"{g.First().Dim}", Cell(g, r => r.Linear, 1), Cell(g, r => r.Neighbours, 1), Cell(g, r => r.Scale, 2), Cell(g, r => r.CentreX, 2), Cell(g, r => r.Flip, 1), Cell(g, r => 1000 * r.Error, 1), Cell(g, r => 1000 * r.ViewError, 1),
                    g.First().EnergyRatio is null ? "" : Cell(g, r => r.EnergyRatio!.Value, 2),
                ])]));
        }

        var dots = rows.Where(r => r.Layer == Embedding).GroupBy(r => r.Method)
            .Select((g, k) => new Curve(g.Key, Palette.Classes[k % Palette.Classes.Count], [.. g.Select(r => (r.Neighbours, r.CentreX))]) { Style = CurveStyle.Dots }).ToList();
        findings.Add(new Figure("Content and style", "One dot a run. Up and to the right is better.", dots, new ChartAxes("content: 15 nearest neighbours, %", "style: R2 of the crop's horizontal centre")));
    }

    private static string Cell(IEnumerable<TableRow> rows, Func<TableRow, double> value, int decimals) => Spread.Of(rows.Select(value)).Text(decimals);

    private static double Mean(IReadOnlyList<TableRow> rows, string method, Func<TableRow, double> value, string layer = Embedding) => rows.Where(r => r.Method == method && r.Layer == layer).Average(value);

    private static void Thresholds(Findings findings, IReadOnlyList<TableRow> rows)
    {
        double Of(string method, Func<TableRow, double> value) => Mean(rows, method, value);
        findings.Above("linear", "SimVAE, linear probe on ten features, %", 75, Of("SimVAE", r => r.Linear));
        findings.Above("neighbours", "SimVAE, 15 nearest neighbours, %", 81, Of("SimVAE", r => r.Neighbours));
        findings.Above("position", "SimVAE, R2 of the crop's horizontal centre", .45, Of("SimVAE", r => r.CentreX));
        findings.Above("flip", "SimVAE, accuracy of the vertical flip, %", 68, Of("SimVAE", r => r.Flip));
        findings.AtMost("simclr-position", "SimCLR's embedding, R2 of the crop's horizontal centre", .10, Of("SimCLR", r => r.CentreX));
        findings.AtMost("simclr-flip", "SimCLR's embedding, accuracy of the flip, %", 55, Of("SimCLR", r => r.Flip));
        findings.Above("decoded", "error of views decoded from SimCLR's embedding over that from SimVAE's", 2.5, Of("SimCLR", r => r.ViewError) / Of("SimVAE", r => r.ViewError));
    }

    /// <summary>A statement about convergence, which a quick run does not reach.</summary>
    private static void Energy(ExperimentContext context, Findings findings, IReadOnlyList<TableRow> rows)
    {
        var ratio = Mean(rows, "SimVAE", r => r.EnergyRatio!.Value);
        if (context.IsQuick) findings.Note($"Energy of SimVAE's prior over views x dim / 2 in the last epoch: {Words.Of(ratio, 3)}; the claim, within 10 % of 1 at convergence, is left to the full run.");
        else findings.Between("energy", "SimVAE, energy of the prior over views x dim / 2, last epoch", .9, 1.1, ratio);
    }

    private static void Orderings(Findings findings, IReadOnlyList<TableRow> rows)
    {
        foreach (var other in new[] { "VAE", "beta-VAE", "CR-VAE" })
        {
            Ahead(findings, rows, $"over-{other.ToLowerInvariant()}", $"content: SimVAE over {other}, linear probe, points", "SimVAE", other, r => r.Linear, "the difference must be clear of 0 over seeds; with one seed, above half a point");
        }

        foreach (var other in new[] { "SimCLR", "VICReg" })
        {
            Ahead(findings, rows, $"content-{other.ToLowerInvariant()}", $"content on ten features: SimVAE over {other}, 15 nearest neighbours, points", "SimVAE", other, r => r.Neighbours, null);
            Ahead(findings, rows, $"style-{other.ToLowerInvariant()}", $"style: SimVAE over {other}, accuracy of the flip, points", "SimVAE", other, r => r.Flip, null);
        }

        var best = new[] { "SimCLR", "VICReg" }.Max(m => Mean(rows, m, r => r.Linear, Representation));
        findings.Note($"Content with the head thrown away, linear probe on 128 features: SimVAE {Words.Of(Mean(rows, "SimVAE", r => r.Linear, Representation), 1)} %, the better of SimCLR and VICReg {Words.Of(best, 1)} %, "
            + $"supervised {Words.Of(Mean(rows, "supervised", r => r.Linear, Representation), 1)} %, random {Words.Of(Mean(rows, "random", r => r.Linear, Representation), 1)} %. "
            + $"Ten principal components alone: linear {Words.Of(Mean(rows, "PCA", r => r.Linear), 1)} %, 15 nearest neighbours {Words.Of(Mean(rows, "PCA", r => r.Neighbours), 1)} %.");
    }

    /// <summary>The mean difference, seed by seed, must be positive beyond its interval; with one seed, by more than half a point.</summary>
    private static void Ahead(Findings findings, IReadOnlyList<TableRow> rows, string name, string text, string method, string other, Func<TableRow, double> value, string? note)
    {
        var theirs = rows.Where(r => r.Method == other && r.Layer == Embedding).ToDictionary(r => r.Seed, value);
        var difference = Spread.Of(rows.Where(r => r.Method == method && r.Layer == Embedding).Select(r => value(r) - theirs[r.Seed]));
        var needed = difference.Half ?? 0.5;
        findings.Holds(name, text, "above 0, beyond its interval", difference.Text(2), difference.Mean > needed, note);
    }
}
