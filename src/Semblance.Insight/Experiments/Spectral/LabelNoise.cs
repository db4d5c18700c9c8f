using Semblance.Insight.Report;
using Semblance.Pairs.Relations;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>Wrong labels cost in proportion.</summary>
internal sealed class LabelNoise : Experiment
{
    private const int Train = 300, Test = 1000, Dim = 5;
    private static readonly int[] Corrupted = [0, 50, 100, 150, 200, 250, 290];
    private static readonly double[] Published = [0, .125, .26, .39, .51, .59, .65];

    public override string Id => "E16";

    public override string Title => "Wrong labels: error in proportion";

    public override string Source => "Cabannes et al. 2023, Active Self-Supervised Learning, label noise (four circles, n = 300, graph 2G - 1)";

    public override string Shows => "With the contrastive graph 2G - 1 of labels the error grows nearly linearly in the number of labels that were drawn anew.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var rng = new Rng(context.Seed);
        var trials = context.Size(3, 20);
        var test = Circles.Even(rng, Test, 0);
        var errors = new double[Corrupted.Length];
        for (var trial = 0; trial < trials; trial++)
        {
            context.Step($"trial {trial + 1} of {trials}");
            using var scope = new TensorScope();
            var train = Circles.Random(rng, Train, 0);
            var (order, drawn) = (Draw.Order(rng, Train), Draw.Uniform(rng, Train));
            var encoders = new KernelEncoders("exponential:0.2", train.X);
            var features = encoders.Map(test.X);
            for (var k = 0; k < Corrupted.Length; k++)
            {
                int[] labels = [.. train.Labels];
                foreach (var i in order.Take(Corrupted[k])) labels[i] = (int)(Circles.Classes * drawn[i]);
                var weights = encoders.Solve(Relation.FromLabels(labels, LabelWeights.ZeroOneWithSelfLoops).Contrastive, 1e-3, Dim);
                errors[k] += KernelEncoders.ProbeError(KernelEncoders.Encode(features, weights), test.Labels, Circles.Classes) / trials;
            }
        }

        findings.Near("errors", "error with 0, 50, 100, 150, 200, 250, 290 of 300 labels drawn anew", Published, errors, 0.05, $"Means of {trials} random trials; a label drawn anew is right in one case of four.");
        findings.Above("linear", "squared correlation of error and number of wrong labels", 0.98, Square(errors));
        findings.Add(new Figure(
            "Error against wrong labels", "Dots: published.",
            [new Curve("measured", Palette.First, Points(errors)), new Curve("published", Palette.Second, Points(Published)) { Style = CurveStyle.Dots }], new ChartAxes("labels drawn anew, of 300", "probe error")));
    }

    private static List<(double X, double Y)> Points(double[] values) => [.. values.Select((v, k) => ((double)Corrupted[k], v))];

    private static double Square(double[] errors)
    {
        var (x, y) = (Corrupted.Average(), errors.Average());
        var (xy, xx, yy) = (0.0, 0.0, 0.0);
        for (var k = 0; k < errors.Length; k++)
        {
            xy += (Corrupted[k] - x) * (errors[k] - y);
            xx += (Corrupted[k] - x) * (Corrupted[k] - x);
            yy += (errors[k] - y) * (errors[k] - y);
        }

        return xy * xy / (xx * yy);
    }
}
