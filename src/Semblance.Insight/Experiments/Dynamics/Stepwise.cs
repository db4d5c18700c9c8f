using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Dynamics;

/// <summary>Barlow Twins learns one mode at a time.</summary>
internal sealed class Stepwise : Experiment
{
    private const int Outputs = 10;

    public override string Id => "E9";

    public override string Title => "Stepwise learning of a linear Barlow Twins model";

    public override string Source => "Simon et al. 2023, figure 1 A and B (there 500 pairs of CIFAR-10)";

    public override string Shows => "From a small start the eigenvalues of the cross-correlation rise one after the other along logistic curves whose times are known beforehand.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        if (PictureViews.Open(context, findings, 500) is not { } views) return;
        using var rng = new Rng(context.Seed + 9);
        var (a, b) = (views.DrawAll(rng), views.DrawAll(rng));
        var modes = ModeCoordinates.Of(a.TransposeTimes(b).Scaled(1.0 / views.Count).Symmetric());
        double[] spectrum = [.. modes.Spectrum];
        var flow = new BarlowTwinsFlow();
        Aligned(context, findings, spectrum, flow);
        double[] scales = context.Size<double[]>([1e-1, 1e-2, 1e-3, 1e-4], [1e-1, 1e-2, 1e-3, 1e-4, 1e-6, 1e-8]);
        var (errors, rows) = (new List<double>(), new List<IReadOnlyList<string>>());
        foreach (var scale in scales)
        {
            context.Step($"random start of scale {Words.Of(scale)}");
            var start = modes.RandomStart(Outputs, scale, context.Seed + 2);
            var predicted = flow.HalfTimes(spectrum, start).Where(double.IsFinite).Order().ToArray();
            var measured = new BarlowTwinsEquation { Tolerance = 1e-7 }.CorrelationTimes(spectrum, start);
            errors.Add(predicted.Zip(measured, (p, m) => Math.Abs(p - m) / m).Max());
            rows.Add([Words.Of(scale), string.Join(" ", predicted.Select(p => Words.Of(p, 2))), string.Join(" ", measured.Select(m => Words.Of(m, 2))), Words.Of(errors[^1], 4)]);
        }

        findings.Below("half-times", "QR rule at a scale of .001 on pictures: largest relative error of a half-time, sorted", 0.02, errors[2], "the limit belongs to digits, whose ten eigenvalues fall by a factor of 7; those of these pictures fall faster and crowd at the end, so a mode is still moved by its elders");
        Printed(context, findings, flow);
        findings.Holds("falls", "the error falls with the scale of the start", "falling", Words.Of(errors.Select(e => Math.Round(e, 5))), errors.Zip(errors.Skip(1), (x, y) => y < x).All(v => v));
        findings.Add(new Table("Half-times", "Ten modes, predicted in closed form and of the integrated equation.", ["scale of the start", "predicted", "integrated", "largest error"], rows));
        Draw(findings, spectrum, modes.RandomStart(Outputs, 1e-3, context.Seed + 2), flow);
    }

    /// <summary>The ten eigenvalues of the notes among directions that are not learnt.</summary>
    private static void Printed(ExperimentContext context, Findings findings, BarlowTwinsFlow flow)
    {
        double[] spectrum = [.2797, .2124, .1458, .1073, .0869, .0779, .0616, .0527, .0432, .0374, .. Enumerable.Range(0, 54).Select(j => -.0005 * j)];
        using var rng = new Rng(context.Seed + 90);
        var start = Spectral.Draw.Normal(rng, Outputs, spectrum.Length, 1e-3);
        var predicted = flow.HalfTimes(spectrum, start).Where(double.IsFinite).Order();
        findings.Below("printed", "the same with the ten printed eigenvalues of digits, all others not positive", 0.02, predicted.Zip(new BarlowTwinsEquation { Tolerance = 1e-7 }.CorrelationTimes(spectrum, start), (p, m) => Math.Abs(p - m) / m).Max());
    }

    private static void Aligned(ExperimentContext context, Findings findings, double[] spectrum, BarlowTwinsFlow flow)
    {
        context.Step("aligned start");
        var start = new Matrix(Outputs, spectrum.Length);
        for (var j = 0; j < Outputs; j++) start[j, j] = 1e-3;
        var last = flow.HalfTimes(spectrum, start)[Outputs - 1];
        double[] times = [.. Enumerable.Range(1, 8).Select(k => 1.2 * last * k / 8)];
        var integrated = new BarlowTwinsEquation { Tolerance = 1e-12 }.Weights(spectrum, start, times);
        var worst = times.Zip(integrated, (t, w) => flow.Variances(spectrum, start, t).Zip(w.ColumnSquares(), (v, s) => v - s).Select((d, j) => Math.Abs(spectrum[j] * d)).Max()).Max();
        findings.Below("aligned", "closed form against the integrated equation, aligned start, eigenvalues of the cross-correlation", 1e-8, worst);
        double Error(double rate)
        {
            var steps = (int)(1.2 * last / rate);
            double[] strength = [.. Enumerable.Repeat(1e-3, Outputs)];
            var far = 0.0;
            for (var m = 1; m <= steps; m++)
            {
                for (var j = 0; j < Outputs; j++) strength[j] += 4 * rate * spectrum[j] * strength[j] * (1 - (spectrum[j] * strength[j] * strength[j]));
                if (m % 4 == 0) far = Math.Max(far, flow.Correlations(spectrum, start, m * rate).Take(Outputs).Zip(strength, (c, s) => (c, s)).Select((p, j) => Math.Abs(p.c - (spectrum[j] * p.s * p.s))).Max());
            }

            return far;
        }

        var unit = .2797 / spectrum[0];
        findings.Between("order", "plain descent: order of its largest distance, last halving of the rate", 0.9, 1.1, Math.Log2(Error(.05 * unit) / Error(.025 * unit)));
    }

    private static void Draw(Findings findings, double[] spectrum, Matrix start, BarlowTwinsFlow flow)
    {
        var end = 1.3 * flow.HalfTimes(spectrum, start).Where(double.IsFinite).Max();
        double[] times = [.. Enumerable.Range(0, 160).Select(k => end * k / 159)];
        var integrated = new BarlowTwinsEquation { Tolerance = 1e-7 }.Correlations(spectrum, start, times);
        var curves = new List<Curve>();
        for (var j = 0; j < Outputs; j++)
        {
            var mode = j;
            curves.Add(new Curve(j == 0 ? "predicted" : "", Palette.Classes[j], [.. times.Select(t => (t, flow.Correlations(spectrum, start, t).OrderDescending().ElementAt(mode)))]) { Style = CurveStyle.Dashed });
            curves.Add(new Curve(j == 0 ? "integrated" : "", Palette.Classes[j], [.. times.Select((t, i) => (t, integrated[i, mode]))]) { Style = CurveStyle.Line });
        }

        findings.Add(new Figure("Eigenvalues of the cross-correlation", "Dashed: closed form. Lines: integrated from the random start of scale .001.", curves, new ChartAxes("learning rate x steps", "eigenvalue")));
        findings.Add(new Figure("Loss", "A staircase: one step for each mode.", [new Curve("", Palette.First, [.. times.Select(t => (t, flow.Loss(spectrum, start, t)))]) { Style = CurveStyle.Line }], new ChartAxes("learning rate x steps", "loss")));
    }
}
