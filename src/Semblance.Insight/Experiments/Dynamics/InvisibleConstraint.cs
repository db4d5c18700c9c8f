using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Dynamics;

/// <summary>At a fixed time the constraint disappears with the width.</summary>
internal sealed class InvisibleConstraint : Experiment
{
    private const int Outputs = 3;

    // Time 10 of the notes for a leading eigenvalue of the kernel form of 1 / (4 x 4.41).
    private const double Growth = 10 / (4 * 4.41);

    public override string Id => "E8";

    public override string Title => "At a fixed time a wide network does not see its constraint";

    public override string Source => "Esser et al. 2023, limits of width and time that do not commute; law derived";

    public override string Shows => "With frozen tanh features the outputs of orthonormal and of free weights agree up to 1 / width at a fixed time, though they end far apart.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        if (PictureViews.Open(context, findings, 60) is not { } views) return;
        using var rng = new Rng(context.Seed + 8);
        var (a, b) = (views.DrawAll(rng), views.DrawAll(rng));
        var points = new Matrix(2 * views.Count, views.Dim, [.. a.Values, .. b.Values]);
        int[] widths = [64, 256, 1024, 4096];
        var differences = new List<double>();
        foreach (var width in widths)
        {
            context.Step($"width {width}");
            differences.Add(Difference(rng, points, views.Count, width));
        }

        findings.Below("wide", "relative difference of the outputs' Gram matrices at time 10 in units of the tangent kernel, width 4096", 0.02, differences[^1]);
        findings.Holds("falls", "it falls with the width", "falling", Words.Of(differences.Select(d => Math.Round(d, 5))), differences.Zip(differences.Skip(1), (x, y) => y < x).All(v => v));
        findings.Add(new Figure("Difference between orthonormal and free weights", "At one time, about 1 / width.", [new Curve("", Palette.First, [.. widths.Zip(differences, (w, d) => ((double)w, d))])], new ChartAxes("width", "relative difference", LogX: true, LogY: true)));
    }

    private static double Difference(Rng rng, Matrix points, int pairs, int width)
    {
        using var scope = new TensorScope();
        var layer = Tensor.RandomNormal(rng, [points.Columns, width], ElementType.Float64);
        var hidden = points.ToTensor().MatMul(layer).Tanh();
        hidden -= hidden.Mean(0, true);
        var frame = Manifold.Frame(rng, Outputs, width);
        var kernel = KernelFeatures.Of(Matrix.From(hidden.MatMul(hidden.Transpose())).Symmetric());
        var modes = ModeCoordinates.Of(TraceForm.OfGraph(PairGraph.Of(PairLoss.DotProduct, pairs), kernel.Features));
        var start = modes.Start(kernel.Weights(Matrix.From(hidden.MatMul(frame.Transpose().ToTensor()))));
        var bound = new GrassmannFlow([.. modes.Spectrum], start).Projector(Growth / modes.Spectrum[0]);
        var free = NaiveFlow.Weights(modes.Spectrum, start, Growth / modes.Spectrum[0]);
        var seen = kernel.Features.Times(modes.Vectors);
        var (one, two) = (seen.Times(bound).TimesTranspose(seen), seen.Times(free.TransposeTimes(free)).TimesTranspose(seen));
        return Manifold.Distance(one, two) / Manifold.Distance(one, new Matrix(one.Rows, one.Columns));
    }
}
