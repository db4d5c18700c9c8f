using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Dynamics;

/// <summary>Stochastic descent on pictures with fresh augmentations, beside what was foretold.</summary>
internal sealed class RealDescent : Experiment
{
    private const int Outputs = 8;
    private const double Rate = 0.01;
    private const string Fashion = "fashion";

    public override string Id => "E13";

    public override string Title => "Stochastic descent with small batches";

    public override string Source => "Simon et al. 2023 with the correction for finite batches derived in docs/dynamics/finite-batches.md";

    public override string Shows => "A linear Barlow Twins model trained on fresh views of FashionMNIST follows the forecast with batch correction; without it late modes come too early, and some never come.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        if (PictureViews.Open(context, findings, 2000) is { } pictures) Run(context, findings, pictures, "pictures", context.Size<int[]>([64], [32, 64, 256]));
        if (PictureViews.Fashion(context, findings, 2000) is { } fashion) Run(context, findings, fashion, Fashion, [64]);
    }

    private static void Run(ExperimentContext context, Findings findings, PictureViews views, string name, int[] batches)
    {
        using var rng = new Rng(context.Seed + 13);
        context.Step("moments");
        var (cross, total) = views.Moments(rng, context.Size(20, 50));
        var modes = ModeCoordinates.Of(cross);
        double[] spectrum = [.. modes.Spectrum];
        var start = modes.RandomStart(Outputs, 1e-3, context.Seed + 1);
        var rotated = modes.Vectors.TransposeTimes(total).Times(modes.Vectors);
        var infinite = new BarlowTwinsFlow().HalfTimes(spectrum, start).Where(double.IsFinite).Order().ToArray();
        var end = 1.4 * infinite[^1];
        double[] times = [.. Enumerable.Range(0, 121).Select(k => end * k / 120)];
        var sample = Sample(views, rng, modes, context.Size(2, 8));
        var rows = new List<IReadOnlyList<string>> { new[] { "all", "", Shown(infinite), "", "" } };
        foreach (var batch in batches)
        {
            context.Step($"{name}, forecast for batches of {batch}");
            var gaussian = new BarlowTwinsEquation { BatchSize = batch, Total = rotated, Horizon = end, Tolerance = 1e-6 }.Correlations(spectrum, start, times);
            var predicted = new BarlowTwinsEquation { BatchSize = batch, Sample = sample, Horizon = end, Tolerance = context.Size(1e-4, 1e-5) }.Correlations(spectrum, start, times);
            var measured = Train(context, views, rng, modes, start, cross, batch, times);
            Judge(findings, name, batch, times, predicted, gaussian, measured, infinite, rows);
        }

        findings.Add(new Table($"Half-times of the eight modes, {name}", "First time above half of the mode's own final value; - where that stays below .05.", ["batch", "fourth moments", "foretold", "measured", "mean difference of eigenvalues"], rows));
    }

    private static void Judge(Findings findings, string name, int batch, double[] times, Matrix predicted, Matrix gaussian, Matrix measured, double[] infinite, List<IReadOnlyList<string>> rows)
    {
        var difference = predicted.Values.Zip(measured.Values, (p, m) => Math.Abs(p - m)).Average();
        double[] foretold = [.. Enumerable.Range(0, Outputs).Select(j => Half(times, predicted, j))], seen = [.. Enumerable.Range(0, Outputs).Select(j => Half(times, measured, j))];
        rows.Add([$"{batch}", "of a sample", Shown(foretold), Shown(seen), Words.Of(difference, 4)]);
        rows.Add([$"{batch}", "Gaussian", Shown([.. Enumerable.Range(0, Outputs).Select(j => Half(times, gaussian, j))]), Shown(seen), Words.Of(gaussian.Values.Zip(measured.Values, (p, m) => Math.Abs(p - m)).Average(), 4)]);
        int Above(Matrix values) => Enumerable.Range(0, Outputs).Count(j => values[times.Length - 1, j] > .5);
        findings.Below($"{name}.curve-{batch}", $"{name}, batches of {batch}: mean difference of eigenvalues over the whole curve", 0.03, difference);
        if (batch >= 64) findings.Same($"{name}.learnt-{batch}", "modes above half at the end", [Above(predicted)], [Above(measured)]);

        var both = Enumerable.Range(0, Outputs).Where(j => double.IsFinite(foretold[j]) && double.IsFinite(seen[j])).ToList();
        double Error(int j) => Math.Abs(foretold[j] - seen[j]) / seen[j];
        if (batch == 64)
        {
            findings.Below($"{name}.half-times-64", "batches of 64: largest relative error of the half-times of the five leading modes", 0.15, both.Where(j => j < 5).Max(Error));
            findings.Note($"{name}, batches of 64, relative errors of all half-times: {Words.Of(both.Select(j => Math.Round(Error(j), 3)))}; without the correction {Words.Of(both.Select(j => Math.Round(Math.Abs(infinite[j] - seen[j]) / seen[j], 3)))}.");
        }

        findings.Add(new Figure($"Eigenvalues of the cross-correlation, {name}, batches of {batch}", "Dashed: forecast with batch correction. Lines: stochastic descent, over the moments of all views.",
            [.. Enumerable.Range(0, Outputs).SelectMany(j => new[] { Line(j, predicted, CurveStyle.Dashed), Line(j, measured, CurveStyle.Line) })], new ChartAxes("learning rate x steps", "eigenvalue")));
        Curve Line(int j, Matrix values, CurveStyle style) => new(j == 0 ? (style == CurveStyle.Dashed ? "forecast" : "descent") : "", Palette.Classes[j], [.. times.Select((t, i) => (t, values[i, j]))]) { Style = style };
    }

    /// <summary>Pairs of views in eigen-coordinates.</summary>
    private static ViewSample Sample(PictureViews views, Rng rng, ModeCoordinates modes, int passes)
    {
        var draws = Enumerable.Range(0, passes).Select(_ => (A: views.DrawAll(rng).Times(modes.Vectors), B: views.DrawAll(rng).Times(modes.Vectors))).ToList();
        Matrix All(Func<(Matrix A, Matrix B), Matrix> of) => new(passes * views.Count, modes.Spectrum.Count, [.. draws.SelectMany(d => of(d).Values)]);
        return new ViewSample(All(d => d.A), All(d => d.B));
    }

    /// <summary>Eigenvalues over the moments of all views at given times of a descent on fresh batches.</summary>
    private static Matrix Train(ExperimentContext context, PictureViews views, Rng rng, ModeCoordinates modes, Matrix start, Matrix cross, int batch, double[] times)
    {
        var (weights, result, at) = (modes.Weights(start), new Matrix(times.Length, Outputs), 0);
        for (var step = 0; at < times.Length; step++)
        {
            if (step % 500 == 0) context.Step($"batches of {batch}, step {step}");
            while (at < times.Length && times[at] <= step * Rate) SymmetricEigen.Decompose(weights.Times(cross).TimesTranspose(weights).Symmetric()).Values.CopyTo(result.Row(at++));
            var picked = views.Pick(rng, batch);
            var (f, g, x, y) = Embed(views, rng, picked, weights);
            var miss = f.TransposeTimes(g).Scaled(1.0 / batch).Symmetric().Plus(Dense.Identity(Outputs), -1);
            var slope = miss.Times(f.TransposeTimes(y).Plus(g.TransposeTimes(x))).Scaled(2.0 / batch);
            weights = weights.Plus(slope, -Rate);
        }

        return result;
    }

    private static (Matrix F, Matrix G, Matrix X, Matrix Y) Embed(PictureViews views, Rng rng, int[] picked, Matrix weights)
    {
        var (x, y) = (views.Draw(rng, picked), views.Draw(rng, picked));
        var transposed = weights.Transpose();
        return (x.Times(transposed), y.Times(transposed), x, y);
    }

    private static double Half(double[] times, Matrix values, int mode)
    {
        var goal = values[times.Length - 1, mode] / 2;
        if (goal < 0.025) return double.PositiveInfinity;
        for (var i = 1; i < times.Length; i++)
        {
            if (values[i, mode] >= goal) return times[i - 1] + ((times[i] - times[i - 1]) * (goal - values[i - 1, mode]) / (values[i, mode] - values[i - 1, mode]));
        }

        return double.PositiveInfinity;
    }

    private static string Shown(double[] halves) => string.Join(" ", halves.Select(h => double.IsFinite(h) ? Words.Of(h, 1) : "-"));
}
