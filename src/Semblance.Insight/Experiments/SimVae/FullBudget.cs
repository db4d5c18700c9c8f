using Semblance.Pairs;

namespace Semblance.Insight.Experiments.SimVae;

/// <summary>The best content score of SimVAE at four times the budget, beside the discriminative methods trained with a head: run when asked for.</summary>
internal sealed class FullBudget : Experiment
{
    public override string Id => "V7";

    public override string Title => "Full budget";

    public override string Source => "Bizeul et al. 2024, abstract: on complex data SimVAE narrows but does not close the gap";

    public override string Shows => "How far content goes when the network and the time are larger.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        if (!context.Options.Only.Contains(Id, StringComparer.OrdinalIgnoreCase))
        {
            findings.Skip($"it trains for some ten minutes; ask for it: semblance reproduce simvae --only {Id}");
            return;
        }

        using (var data = FashionData.Open(context, findings, Split.Train))
        {
            if (data is null) return;
        }

        var budget = new TableBudget("mlp:hidden=512,dim=256,last-relu=true", "linear:out=10", context.Size(2, 20), 1, context.Size(10_000, 20_000)) { LearningRate = 2e-3 };
        var runs = new TableRuns(context, budget, context.IsQuick ? "simvae-full-quick" : "simvae-full");
        var rows = runs.Run([.. Contestant.All.Where(c => c.Method is "simvae" or "simclr" or "vicreg")]);
        FashionTable.Exhibits(findings, rows);
        double Best(Func<TableRow, bool> which, Func<TableRow, double> value) => rows.Where(which).Max(value);
        var (own, others) = (Best(r => r.Method == "SimVAE", r => r.Linear), Best(r => r.Method != "SimVAE", r => r.Linear));
        findings.Note($"Best content score by a linear probe at any layer: SimVAE {Words.Of(own, 1)} %, discriminative {Words.Of(others, 1)} %: a gap of {Words.Of(others - own, 1)} points.");
        findings.Above("content", "SimVAE, best linear probe at any layer, %", 75, own);
    }
}
