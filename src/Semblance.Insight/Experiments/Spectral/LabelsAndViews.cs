using Semblance.Insight.Report;
using Semblance.Pairs.Relations;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>Between augmentations and labels.</summary>
internal sealed class LabelsAndViews : Experiment
{
    private const int Train = 200, Test = 500, Dim = 5;
    private static readonly double[] Shares = [0.5, 1e-3, 1e-6];

    public override string Id => "E15";

    public override string Title => "From augmentations to labels";

    public override string Source => "Cabannes et al. 2023, Active Self-Supervised Learning, interpolation (four circles, n = 200, 2 views, kernel exponential:1, penalty .001)";

    public override string Shows => "Adding label pairs to view pairs: with a large share a handful of labels first hurts, then all is learnt; a share of .001 gains at once; a share of a millionth does nothing.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var rng = new Rng(context.Seed);
        var counts = context.Size<int[]>([0, 10, 50, 199], [0, 2, 5, 8, 10, 12, 15, 20, 30, 50, 80, 120, 160, 199]);
        var trials = context.Size(2, 10);
        var errors = new double[Shares.Length, counts.Length];
        var test = Circles.Even(rng, Test, 0);
        for (var trial = 0; trial < trials; trial++)
        {
            using var scope = new TensorScope();
            var (x, labels) = Views(rng);
            var encoders = new KernelEncoders("exponential:1", x);
            var features = encoders.Map(test.X);
            var views = Relation.FromViews(Train, 2).ToGraph().WithSelfLoops();
            var order = Draw.Order(rng, Train);
            for (var c = 0; c < counts.Length; c++)
            {
                context.Step($"trial {trial + 1} of {trials}, {counts[c]} labels");
                for (var s = 0; s < Shares.Length; s++)
                {
                    var known = Enumerable.Repeat(-1, 2 * Train).ToArray();
                    foreach (var sample in order.Take(counts[c])) known[sample] = labels[sample];
                    var relation = counts[c] == 0 ? views : (Relation)Relation.SemiSupervised(views, known, Shares[s]);
                    var weights = encoders.Solve(relation.Adjacency, 1e-3, Dim);
                    errors[s, c] += KernelEncoders.ProbeError(KernelEncoders.Encode(features, weights), test.Labels, Circles.Classes) / trials;
                }
            }
        }

        Claims(findings, counts, errors);
        findings.Add(new Figure(
            "Error against labels", $"Means of {trials} trials. Labels go to one view of a sample.",
            [.. Shares.Select((share, s) => new Curve($"share {Words.Of(share)}", Palette.Classes[s], [.. counts.Select((n, c) => ((double)n, errors[s, c]))]))],
            new ChartAxes("labels", "probe error")));
    }

    private static void Claims(Findings findings, int[] counts, double[,] errors)
    {
        var (few, fifty) = (Array.IndexOf(counts, 10), Array.IndexOf(counts, 50));
        var last = counts.Length - 1;
        findings.Near("start", "error without labels", 0.45, errors[0, 0], 0.06);
        findings.Above("peak", "share .5: largest error on the way, near 10 labels", 0.55, Enumerable.Range(0, counts.Length).Where(c => counts[c] is >= 5 and <= 20).Max(c => errors[0, c]));
        findings.Below("half.end", "share .5: error with all labels", 0.1, errors[0, last]);
        findings.Near("small.ten", "share .001: error with 10 labels", 0.48, errors[1, few], 0.08);
        findings.Near("small.fifty", "share .001: error with 50 labels", 0.23, errors[1, fifty], 0.08);
        findings.AtMost("small.end", "share .001: error with all labels", 0.03, errors[1, last]);
        findings.Near("tiny.end", "share .000001: error with all labels", 0.38, errors[2, last], 0.08);
    }

    /// <summary>Two noisy views of each sample, stacked.</summary>
    private static (Numerics.Matrix X, int[] Labels) Views(Rng rng)
    {
        var train = Circles.Random(rng, Train, 0);
        var x = Draw.Normal(rng, 2 * Train, 2, 0.1);
        for (var row = 0; row < x.Rows; row++)
        {
            x[row, 0] += train.X[row % Train, 0];
            x[row, 1] += train.X[row % Train, 1];
        }

        return (x, train.Labels);
    }
}
