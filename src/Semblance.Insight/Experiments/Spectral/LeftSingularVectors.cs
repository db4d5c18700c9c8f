using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>Whatever the method, the embedding spans the graph's leading eigenvectors.</summary>
internal sealed class LeftSingularVectors : Experiment
{
    public override string Id => "E2";

    public override string Title => "Left singular vectors are those of the graph";

    public override string Source => "Balestriero and LeCun 2022, figure 3 (N = 256, 6 nearest neighbours, K = 32)";

    public override string Shows => "Descent on the literal loss from a random start ends in the span of the leading eigenvectors of the graph: exactly so for squared VICReg and the spectral contrastive loss; the right singular vectors are free.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var rng = new Rng(context.Seed);
        var (n, dim) = context.Size((96, 12), (256, 32));
        var graph = Draw.Geometric(rng, n, 6);
        var losses = new RowLosses(Draw.Dense(graph.Adjacency));
        var smooth = GraphSolver.Solve(graph, Forms.SquaredVicReg(0.5, dim), new SolveOptions { Dim = dim });
        var contrastive = GraphSolver.Solve(graph, Forms.SpectralContrastive(), new SolveOptions { Dim = dim });
        var curves = new List<Curve>();
        var rows = new List<IReadOnlyList<string>>();

        context.Step("squared VICReg");
        var vicReg = RowDescent.Run(z => losses.SquaredVicReg(z, 0.5), Draw.Normal(rng, n, dim)).Point;
        findings.Below("vicreg", "squared VICReg, r = .5: largest angle of descent to the smoothest eigenvectors, degrees", 1e-3, Compare("squared VICReg", vicReg, smooth.Embedding!, centred: true));
        context.Step("spectral contrastive");
        var spectral = RowDescent.Run(losses.SpectralContrastive, Draw.Normal(rng, n, dim)).Point;
        findings.Below("spectral", "spectral contrastive: largest angle of descent to the leading eigenvectors, degrees", 1e-3, Compare("spectral contrastive", spectral, contrastive.Embedding!, centred: false));
        context.Step("VICReg with hinge");
        var hinge = RowDescent.Adam(new HingeLoops(Draw.Dense(graph.Adjacency), dim, 1, 1, 0.2).Value, Draw.Normal(rng, n, dim), context.Size(1500, 5000), 0.02).Point;
        Compare("VICReg with hinge", hinge, smooth.Embedding!, centred: true);
        context.Step("Barlow Twins");
        var barlow = RowDescent.Run(z => losses.BarlowTwins(z, 1), Draw.Normal(rng, n, dim)).Point;
        Compare("Barlow Twins, weight 1", barlow, smooth.Embedding!, centred: true);
        context.Step("SimCLR");
        var simclr = RowDescent.Run(z => losses.Softmax(z, 0.2, isCosine: true), Draw.Normal(rng, n, dim), context.Size(150, 500)).Point;
        Compare("SimCLR, temperature .2", simclr, smooth.Embedding!, centred: true);
        findings.Add(new Figure(
            "Angles between the embedding and the graph's leading eigenvectors",
            "Principal angles, ascending. Squared VICReg and spectral contrastive lie on 0 (drawn at 1e-7). SimCLR on cosines has no closed form: it spans nearly, not exactly, the same space.",
            curves, new ChartAxes("angle", "degrees", LogY: true)));
        findings.Add(new Table("Angles to the leading eigenvectors", "Degrees. Only the first two methods see nothing but the eigenvectors for every graph.", ["method", "median", "largest"], rows));

        double Compare(string name, Matrix point, Matrix closed, bool centred)
        {
            var angles = Subspace.PrincipalAngles(Spans.Leading(closed, dim, centred), Spans.Leading(point, dim, centred));
            rows.Add([name, Words.Of(angles[dim / 2]), Words.Of(angles[^1])]);
            curves.Add(new Curve(name, Palette.Classes[curves.Count], [.. angles.Select((a, k) => (k + 1.0, Math.Max(a, 1e-7)))]) { Style = CurveStyle.Line });
            return angles[^1];
        }
    }
}
