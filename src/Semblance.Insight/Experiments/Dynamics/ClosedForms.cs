using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Dynamics;

/// <summary>The closed form of the orthonormal flow is the flow.</summary>
internal sealed class ClosedForms : Experiment
{
    private const int Outputs = 5;

    public override string Id => "E3";

    public override string Title => "Closed form of the orthonormal flow";

    public override string Source => "Esser et al. 2023, Grassmannian gradient descent; closed form of Yan, Helmke and Moore 1994";

    public override string Shows => "The projector at any time in closed form agrees with an integration; the graph form holds where the literal formula has lost all digits.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        if (PictureViews.Open(context, findings, 1500) is not { } views) return;
        using var rng = new Rng(context.Seed + 3);
        var modes = ModeCoordinates.Of(TraceForm.OfSamples(PairLoss.Triplet, views.DrawAll(rng), views.DrawAll(rng), views.Draw(rng, views.Pick(rng, views.Count))));
        double[] spectrum = [.. modes.Spectrum];
        var frame = Manifold.Frame(rng, Outputs, spectrum.Length);
        var flow = new GrassmannFlow(spectrum, frame);

        // Times of the paper's notes belong to a largest eigenvalue of .3725.
        double[] times = [.. new[] { .5, 2, 10, 20 }.Select(t => t * .3725 / spectrum[0])];
        context.Step("integration");
        var states = Timeline.Walk(new RungeKutta(state => Slope(spectrum, new Matrix(Outputs, spectrum.Length, state)), 1e-11, 1e-14), frame, times);
        var worst = times.Zip(states, (t, q) => Manifold.Largest(flow.Projector(t), q.TransposeTimes(q))).Max();
        findings.Below("flow", "projector in closed form against the integrated flow, four times", 1e-9, worst);
        var late = 50 * .3725 / spectrum[0];
        var graph = Manifold.Largest(flow.Projector(late), flow.Semigroup(late, 400));
        findings.Below("graph", "at the time where the literal formula fails: graph form against 400 exact short steps", 1e-9, graph);
        findings.Above("literal", "there the literal formula is off by", 1e-4, Manifold.Largest(GrassmannFlow.General(spectrum, frame, late), flow.Projector(late)), "a trap that stays a trap: the library never evaluates it so late");
        var end = flow.Projector(double.PositiveInfinity);
        double[] far = [.. new[] { 100, 200, 400 }.Select(t => t * .3725 / spectrum[0])];
        findings.Holds("converges", "distance to the optimum falls", "falling", Words.Of(far.Select(t => Manifold.Distance(flow.Projector(t), end))), far.Zip(far.Skip(1), (a, b) => Manifold.Distance(flow.Projector(b), end) < Manifold.Distance(flow.Projector(a), end)).All(v => v));
        var grid = Enumerable.Range(0, 80).Select(k => Math.Pow(10, -1 + (4 * k / 79.0)) / spectrum[0]).ToArray();
        findings.Add(new Figure("Share of each leading direction that the weights hold", "Closed form.", [.. Enumerable.Range(0, Outputs + 2).Select(j => new Curve($"direction {j + 1}", Palette.Classes[j], [.. grid.Select(t => (t, flow.Captures(t)[j]))]) { Style = CurveStyle.Line })], new ChartAxes("learning rate x steps", "share held", LogX: true)));
    }

    /// <summary>dQ/dt = (I - QQ')2CQ with Q in rows.</summary>
    private static double[] Slope(double[] spectrum, Matrix rows)
    {
        var drive = rows.ScaleColumns([.. spectrum.Select(c => 2 * c)]);
        return drive.Plus(drive.TimesTranspose(rows).Times(rows), -1).Values;
    }
}
