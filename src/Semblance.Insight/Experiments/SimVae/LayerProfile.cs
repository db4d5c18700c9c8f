using Semblance.Pairs;

namespace Semblance.Insight.Experiments.SimVae;

/// <summary>The head collapses style; the layer before it less so.</summary>
internal sealed class LayerProfile : Experiment
{
    public override string Id => "V6";

    public override string Title => "Why the projection head is thrown away";

    public override string Source => "Bizeul et al. 2024, abstract: the projection head is justified by the model";

    public override string Shows => "The loss removes style at the layer where it is applied; probes before the head find more of it.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using (var data = FashionData.Open(context, findings, Split.Train))
        {
            if (data is null) return;
        }

        var runs = new TableRuns(context, FashionTable.Budget(context), context.IsQuick ? "simvae-quick" : "simvae-table");
        var rows = runs.Run([.. Contestant.All.Where(c => c.Method is "simclr" or "vicreg" or "simvae")]);
        foreach (var method in new[] { "SimCLR", "VICReg" })
        {
            double Of(string layer, Func<TableRow, double> value) => rows.Where(r => r.Method == method && r.Layer == layer).Average(value);
            findings.Above($"{method.ToLowerInvariant()}-position", $"{method}: R2 of the crop's centre before the head less that after it", .05, Of(FashionTable.Representation, r => r.CentreX) - Of(FashionTable.Embedding, r => r.CentreX));
            findings.Above($"{method.ToLowerInvariant()}-flip", $"{method}: accuracy of the flip before the head less that after it, points", 1, Of(FashionTable.Representation, r => r.Flip) - Of(FashionTable.Embedding, r => r.Flip));
        }
    }
}
