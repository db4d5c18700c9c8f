using Semblance.Insight.Report;
using Semblance.Insight.Tangent;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Dynamics;

/// <summary>Whether the tangent kernel stands still in wide networks depends on the loss.</summary>
internal sealed class TangentDrifts : Experiment
{
    private const int Samples = 80, Classes = 4, Outputs = 3, LimitWidth = 8192;
    private const double Time = 40, OrthonormalTime = 60;

    /// <summary>Leading eigenvalue of the notes' data on the kernel's clock, by their delay of 1 / (4 lambda) = 4.41 for each unit of ln(width) (E7).</summary>
    private const double PrintedEigenvalue = 1 / (4 * 4.41);

    public override string Id => "E6";

    public override string Title => "Drift of the tangent kernel against the width";

    public override string Source => "Esser et al. 2023, claim on infinite width; refined by Anil et al. 2025 and Fleissner et al. 2024";

    public override string Shows => "Wider networks keep their tangent kernel under supervised, Barlow Twins and cosine losses; with a dot product and an orthonormal output layer it moves as much at any width.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        if (PictureViews.Open(context, findings, Samples, Classes) is not { } views) return;
        using var scope = new TensorScope();
        using var rng = new Rng(context.Seed + 6);
        var (anchors, positives) = (views.DrawAll(rng), views.DrawAll(rng));
        var negatives = views.Draw(rng, views.Pick(rng, views.Count));
        var scale = Math.Sqrt(views.Dim * views.Count / anchors.Values.Sum(v => v * v));
        var targets = new Matrix(views.Count, Outputs);
        for (var i = 0; i < views.Count; i++)
        {
            if (views.Labels[i] < Outputs) targets[i, views.Labels[i]] = 1;
        }

        Tensor[] inputs = [anchors.ToTensor() * scale, positives.ToTensor() * scale, negatives.ToTensor() * scale, targets.ToTensor()];
        int[] widths = [64, 256, 1024];

        // An orthonormal layer learns at the pace of this eigenvalue and is not done at the printed time: drifts are those of one stage of learning.
        var eigenvalue = Leading(inputs, context.Seed);
        var time = OrthonormalTime * PrintedEigenvalue / eigenvalue;
        findings.Note($"Leading eigenvalue of the triplets on the frozen first layer {Words.Of(eigenvalue, 4)}, {Words.Of(PrintedEigenvalue, 4)} in the notes: the orthonormal layer is trained to time {Words.Of(time, 1)}, which is time {OrthonormalTime} there.");
        var (curves, rows) = (new List<Curve>(), new List<IReadOnlyList<string>>());
        foreach (var (loss, name, printed) in new[] { (DriftLoss.Supervised, "supervised", -.97), (DriftLoss.Barlow, "Barlow Twins", -.97), (DriftLoss.Cosine, "triplet, cosine", -.94), (DriftLoss.Orthonormal, "triplet, orthonormal outputs", .07) })
        {
            var drifts = widths.Select(width => Drift(context, loss, name, width, loss == DriftLoss.Orthonormal ? time : Time, inputs)).ToArray();
            var slope = Slope([.. widths.Select(w => Math.Log(w))], [.. drifts.Select(d => Math.Log(d))]);
            findings.Near($"slope-{loss.ToString().ToLowerInvariant()}", $"{name}: slope of the logarithm of the drift against that of the width", printed, slope, 0.1);
            if (loss == DriftLoss.Orthonormal)
            {
                findings.Between("flat", "that slope, within the limits of the notes", -0.2, 0.2, slope);
                findings.Above("moves", "its drift at the largest width", 0.5, drifts[^1]);
            }

            curves.Add(new Curve(name, Palette.Classes[curves.Count], [.. widths.Zip(drifts, (w, d) => ((double)w, d))]));
            rows.Add([name, .. drifts.Select(d => Words.Of(d, 4)), Words.Of(slope, 2), Words.Of(printed, 2)]);
        }

        findings.Add(new Table("Relative change of the tangent kernel", "Mean over seeds of the weights.", ["loss", .. widths.Select(w => $"width {w}"), "slope", "printed"], rows));
        findings.Add(new Figure("Drift against width", "Two-layer tanh networks, 80 pictures of four classes.", curves, new ChartAxes("width", "relative change of the kernel", LogX: true, LogY: true)));
    }

    private static double Drift(ExperimentContext context, DriftLoss loss, string name, int width, double time, Tensor[] inputs) =>
        Enumerable.Range(0, context.Size(1, 3)).Average(seed =>
        {
            context.Step($"{name}, width {width}, seed {seed}");
            return new WideNetwork { Width = width, Seed = (int)context.Seed + seed, Outputs = Outputs, Time = time }.Drift(loss, inputs[0], inputs[1], inputs[2], inputs[3]).Relative;
        });

    /// <summary>Leading eigenvalue of the triplets' trace form on the tanh features of a very wide frozen layer, the mean over its units.</summary>
    private static double Leading(Tensor[] inputs, long seed)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(seed + 60);
        var points = Tensor.Cat(inputs[..3], 0);
        var units = (points.MatMul(Tensor.RandomNormal(rng, [points.Size(1), LimitWidth], ElementType.Float64)) * (1 / Math.Sqrt(points.Size(1)))).Tanh();
        var features = KernelFeatures.Of(Matrix.From(units.MatMul(units.Transpose()) * (1.0 / LimitWidth))).Features;
        return SymmetricEigen.Decompose(TraceForm.OfGraph(PairGraph.Of(PairLoss.Triplet, (int)inputs[0].Size(0)), features), 1).Values[0];
    }

    private static double Slope(double[] x, double[] y)
    {
        var (mx, my) = (x.Average(), y.Average());
        return x.Zip(y, (u, v) => (u - mx) * (v - my)).Sum() / x.Sum(u => (u - mx) * (u - mx));
    }
}
