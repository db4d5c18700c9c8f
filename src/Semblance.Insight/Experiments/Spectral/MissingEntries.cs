using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Pairs.Relations;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>How many pairs may be missing.</summary>
internal sealed class MissingEntries : Experiment
{
    private const int Train = 100, Test = 1000, Dim = 5;
    private static readonly double[] Dropped = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1];
    private static readonly double[] Published = [.061, .060, .061, .107, .156, .377, .478, .658];

    public override string Id => "E14";

    public override string Title => "Missing pairs: error rises as the graph falls apart";

    public override string Source => "Cabannes et al. 2023, Active Self-Supervised Learning, missing entries (four circles, n = 100, kernel exponential:0.2, penalty .001)";

    public override string Shows => "Most pairs are redundant: three of ten suffice. The error rises where the graph of known pairs falls into more and more components.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var rng = new Rng(context.Seed);
        var trials = context.Size(20, 100);
        var test = Circles.Even(rng, Test, 0);
        var (errors, components) = (new double[Dropped.Length], new double[Dropped.Length]);
        for (var trial = 0; trial < trials; trial++)
        {
            context.Step($"trial {trial + 1} of {trials}");
            using var scope = new TensorScope();
            var train = Circles.Random(rng, Train, 0);
            var encoders = new KernelEncoders("exponential:0.2", train.X);
            var features = encoders.Map(test.X);
            for (var k = 0; k < Dropped.Length; k++)
            {
                var graph = Graph(rng, train.Labels, Dropped[k]);
                components[k] += (double)Parts(graph) / trials;
                var weights = encoders.Solve(Operators.Dense(graph), 1e-3, Dim);
                errors[k] += KernelEncoders.ProbeError(KernelEncoders.Encode(features, weights), test.Labels, Circles.Classes) / trials;
            }
        }

        var note = $"Means of {trials} random trials; the published ones are means of 20.";
        findings.Near("flat", "error with .5, .6 and .7 of the pairs missing", Published[..3], errors[..3], 0.02, note);
        findings.Near("rise", "error with .8, .9, .95 and .98 missing", Published[3..7], errors[3..7], 0.06, note);
        findings.Near("none", "error with all missing: the kernel's own directions", 0.65, errors[7], 0.04, note);
        findings.Between("connected", "components with half of the pairs missing", 4, 4.2, components[0]);
        findings.Near("apart", "components with all missing", [100], [components[^1]], 0);
        var rise = Array.FindIndex(errors, e => e > errors[0] + 0.02);
        var apart = Array.FindIndex(components, c => c > components[0] + 1);
        findings.Holds("coincide", "error rises where components multiply", "at most one step apart", $"error from {Words.Of(Dropped[rise])}, components from {Words.Of(Dropped[apart])}", Math.Abs(rise - apart) <= 1);
        findings.Add(new Figure("Error", "Dots: read off the published runs.", [new Curve("measured", Palette.First, Points(errors)), new Curve("published", Palette.Second, Points(Published)) { Style = CurveStyle.Dots }], new ChartAxes("share of pairs missing", "probe error")));
        findings.Add(new Figure("Components", "Parts of the graph of known pairs.", [new Curve("components", Palette.Third, Points(components))], new ChartAxes("share of pairs missing", "components")));
    }

    private static List<(double X, double Y)> Points(double[] values) => [.. values.Select((v, k) => (Dropped[k], v))];

    /// <summary>1 for two samples of a class, self pairs too; each pair is dropped with a probability.</summary>
    private static Matrix Graph(Rng rng, int[] labels, double dropped)
    {
        var (n, draws) = (labels.Length, Draw.Uniform(rng, labels.Length * labels.Length));
        var graph = new Matrix(n, n);
        for (var i = 0; i < n; i++)
        {
            for (var j = i; j < n; j++) graph[i, j] = graph[j, i] = labels[i] == labels[j] && draws[(i * n) + j] >= dropped ? 1 : 0;
        }

        return graph;
    }

    private static int Parts(Matrix graph) => graph.Values.All(v => v == 0) ? graph.Rows : Relation.FromDense(graph).Diagnose().Components;
}
