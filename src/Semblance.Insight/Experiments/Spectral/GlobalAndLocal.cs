using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives.Spectral.Graphs;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Pairs.Relations;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>InfoNCE keeps distances where Laplacian eigenmaps keep neighbours.</summary>
internal sealed class GlobalAndLocal : Experiment
{
    private const int Count = 60;
    private const double Temperature = 0.15;

    public override string Id => "E10";

    public override string Title => "Global against local: InfoNCE is metric scaling";

    public override string Source => "Balestriero and LeCun 2022, theorem 5 (60 points in the plane)";

    public override string Shows => "With Gaussian weights as targets and distances as similarity the optimum of InfoNCE is the data themselves, up to a rigid motion and the scale sqrt(temperature / bandwidth); Laplacian eigenmaps on the same graph bend them.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var rng = new Rng(context.Seed);
        var x = Draw.Normal(rng, Count, 2);
        var graph = Targets(x);
        using var scope = new TensorScope();
        var losses = new RowLosses(graph);
        var bound = SoftmaxGraph.EntropyBound(graph);
        var closed = SoftmaxGraph.RadialOptimum(graph, 2, Temperature);
        context.Step("descent on InfoNCE");
        var (point, loss) = Descend(context, losses, rng);
        findings.Below("bound", "loss of descent against the entropy of the targets, which no embedding can beat", 1e-9, RowDescent.Gap(loss, bound));
        findings.Below("infonce", "InfoNCE by descent against the data, Procrustes error", 1e-4, Spans.Procrustes(x, point, withScale: true));
        findings.Below("closed", "closed form (classical scaling) against the data, Procrustes error", 1e-4, Spans.Procrustes(x, closed.Embedding, withScale: true));
        findings.Near("scale", "scale of the embedding: sqrt(temperature / bandwidth)", Math.Sqrt(Temperature), Spans.Scale(x, point), 1e-4);
        var maps = GraphSolver.Solve(Relation.FromDense(graph, EdgeDirection.Symmetrise), Forms.Whitening(), new SolveOptions { Dim = 2 }).Embedding!;
        findings.Above("local", "Laplacian eigenmaps of the same graph against the data, Procrustes error", 0.05, Spans.Procrustes(x, maps, withScale: true));
        findings.Add(Map("Data", "Colours run from left to right.", x, x));
        findings.Add(Map("InfoNCE, by descent", "The data again, moved, turned and scaled.", point, x));
        findings.Add(Map("Laplacian eigenmaps", "Neighbours stay neighbours, distances do not.", maps, x));
    }

    /// <summary>exp(-|x - x'|^2 / 2) divided by the sum of its row, 0 on the diagonal.</summary>
    private static Matrix Targets(Matrix x)
    {
        var graph = new Matrix(Count, Count);
        for (var i = 0; i < Count; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < Count; j++)
            {
                var (a, b) = (x[i, 0] - x[j, 0], x[i, 1] - x[j, 1]);
                graph[i, j] = i == j ? 0 : Math.Exp(-((a * a) + (b * b)) / 2);
                sum += graph[i, j];
            }

            for (var j = 0; j < Count; j++) graph[i, j] /= sum;
        }

        return graph;
    }

    /// <summary>The best of a few starts, as points on a line can block each other's way in the plane.</summary>
    private static (Matrix Point, double Loss) Descend(ExperimentContext context, RowLosses losses, Rng rng)
    {
        (Matrix Point, double Loss) best = (new Matrix(0, 0), double.PositiveInfinity);
        for (var start = 0; start < context.Size(2, 5); start++)
        {
            var found = RowDescent.Run(z => losses.Softmax(z, Temperature, isCosine: false), Draw.Normal(rng, Count, 2, 0.1));
            if (found.Loss < best.Loss) best = found;
        }

        return best;
    }

    private static PointMap Map(string title, string caption, Matrix z, Matrix x)
    {
        var order = Enumerable.Range(0, Count).OrderBy(i => x[i, 0]).ToArray();
        var place = new int[Count];
        for (var k = 0; k < Count; k++) place[order[k]] = k * Palette.Classes.Count / Count;
        return new PointMap(title, caption, [.. Enumerable.Range(0, Count).Select(i => (z[i, 0], z[i, 1], place[i]))], []);
    }
}
