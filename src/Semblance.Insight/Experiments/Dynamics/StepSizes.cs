using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Dynamics;

/// <summary>How far steps of gradient descent are from the flow.</summary>
internal sealed class StepSizes : Experiment
{
    private static readonly (string Name, Func<Tensor, Tensor, Tensor> Take)[] Ways =
    [
        ("qr", (q, step) => Stiefel.Retract(q, step, Retraction.Qr)),
        ("polar", (q, step) => Stiefel.Retract(q, step, Retraction.Polar)),
        ("cayley", (q, step) => Stiefel.Retract(q, step, Retraction.Cayley)),
        ("geodesic", Stiefel.Geodesic),
    ];

    public override string Id => "E4";

    public override string Title => "Order and stability of steps";

    public override string Source => "Esser et al. 2023, discrete updates on the Grassmannian; order and limit derived";

    public override string Shows => "Steps with QR, polar or Cayley retraction and along geodesics follow the flow to first order, and settle exactly below the largest stable step.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        if (PictureViews.Open(context, findings, 1500) is not { } views) return;
        using var rng = new Rng(context.Seed + 4);
        double[] spectrum = [.. ModeCoordinates.Of(TraceForm.OfSamples(PairLoss.Triplet, views.DrawAll(rng), views.DrawAll(rng), views.Draw(rng, views.Pick(rng, views.Count)))).Spectrum];
        var frame = Manifold.Frame(rng, 5, spectrum.Length);
        var flow = new GrassmannFlow(spectrum, frame);
        var unit = .3725 / spectrum[0];
        double[] rates = [.. new[] { .1, .05, .025, .0125 }.Select(r => r * unit)];
        var curves = new List<Curve>();
        foreach (var (name, take) in Ways)
        {
            context.Step(name);
            double[] errors = [.. rates.Select(rate => Error(spectrum, frame, flow, rate, 4 * unit, take))];
            findings.Between($"order-{name}", $"{name}: order of the largest distance to the flow, last halving", 0.9, 1.1, Math.Log2(errors[^2] / errors[^1]));
            curves.Add(new Curve(name, Palette.Classes[curves.Count], [.. rates.Zip(errors)]));
        }

        double[] euclid = [.. rates.Select(rate => Enumerable.Range(1, (int)Math.Round(4 * unit / rate)).Max(m => Manifold.Distance(flow.Discrete(rate, m), flow.Projector(m * rate))))];
        findings.Between("order-euclid", "Euclidean gradient and QR, by its exact law: order", 0.9, 1.1, Math.Log2(euclid[^2] / euclid[^1]));
        curves.Add(new Curve("Euclidean, QR", Palette.Classes[Ways.Length], [.. rates.Zip(euclid)]));
        findings.Below("law", "that law against 100 literal steps with a large rate", 1e-12, Law(spectrum, frame, flow, 0.8 * unit));
        context.Step("stability");
        var (limit, best) = (flow.LargestStableStep, flow.Projector(double.PositiveInfinity));
        double Far(double factor) => Manifold.Distance(Manifold.Walk(spectrum, frame, factor * limit, context.Size(4000, 20000), Retraction.Qr), best);
        findings.Below("stable", "0.9 of the largest stable step: distance from the optimum at the end", 1e-6, Far(0.9));
        findings.Above("unstable", "1.1 of it", 0.05, Far(1.1));
        findings.Add(new Figure("Distance of the steps from the flow", "Slope 1 on both logarithmic axes.", curves, new ChartAxes("learning rate", "largest distance", LogX: true, LogY: true)));
    }

    private static double Error(double[] spectrum, Matrix frame, GrassmannFlow flow, double rate, double time, Func<Tensor, Tensor, Tensor> take)
    {
        var worst = 0.0;
        Manifold.Walk(spectrum, frame, rate, (int)Math.Round(time / rate), take, (step, q) => worst = Math.Max(worst, Manifold.Distance(q.TimesTranspose(q), flow.Projector(step * rate))));
        return worst;
    }

    private static double Law(double[] spectrum, Matrix rows, GrassmannFlow flow, double rate)
    {
        using var scope = new TensorScope();
        var frame = rows.Transpose();
        var factor = Tensor.From([.. spectrum.Select(c => 1 + (2 * rate * c))], spectrum.Length, 1);
        for (var step = 0; step < 100; step++) frame = Matrix.From(Stiefel.Orthonormalise(factor * frame.ToTensor()));
        return Manifold.Largest(frame.TimesTranspose(frame), flow.Discrete(rate, 100));
    }
}
