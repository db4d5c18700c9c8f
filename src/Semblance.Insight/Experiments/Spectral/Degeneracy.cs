using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Pairs.Relations;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>Free embeddings of bare augmentations learn nothing.</summary>
internal sealed class Degeneracy : Experiment
{
    public override string Id => "E22";

    public override string Title => "Augmentations alone do not determine an embedding";

    public override string Source => "Balestriero and LeCun 2022, section 3; consequence derived (64 samples, 4 views, K = 8)";

    public override string Shows => "The graph of views falls into one part for each sample. With more parts than dimensions two descents reach loss 0 in different spaces: only the architecture tells samples apart. The solver refuses and says so.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var rng = new Rng(context.Seed);
        var relation = Relation.FromViews(64, 4);
        var losses = new RowLosses(Draw.Dense(relation.Adjacency));
        var (first, firstLoss) = RowDescent.Run(z => losses.SquaredVicReg(z, 1), Draw.Normal(rng, 256, 8));
        var (second, secondLoss) = RowDescent.Run(z => losses.SquaredVicReg(z, 1), Draw.Normal(rng, 256, 8));
        var angles = Subspace.PrincipalAngles(Spans.Leading(first, 8), Spans.Leading(second, 8));
        findings.Below("first", "loss of the first descent", 1e-12, firstLoss);
        findings.Below("second", "loss of the second descent", 1e-12, secondLoss);
        findings.Above("angle", "largest angle between the two solutions, degrees", 30, angles[^1]);
        var answer = "no complaint";
        try
        {
            GraphSolver.Solve(relation, Forms.SquaredVicReg(1, 8), new SolveOptions { Dim = 8 });
        }
        catch (RequestException e)
        {
            answer = e.Message;
        }

        findings.Holds("refused", "the solver refuses a free embedding of this graph", "not unique", answer, answer.Contains("not unique", StringComparison.Ordinal));
        findings.Add(new Table("Principal angles between two optima", "Degrees; both have loss 0.", ["", .. Enumerable.Range(1, 8).Select(k => $"{k}")], [["angle", .. angles.Select(a => Words.Of(a, 1))]]));
    }
}
