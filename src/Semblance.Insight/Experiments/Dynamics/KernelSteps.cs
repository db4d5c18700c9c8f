using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Dynamics;

/// <summary>The same for a kernel.</summary>
internal sealed class KernelSteps : Experiment
{
    private const int Outputs = 5;

    public override string Id => "E10";

    public override string Title => "Stepwise learning of a kernel";

    public override string Source => "Simon et al. 2023, the kernelised model";

    public override string Shows => "With a Gaussian kernel in place of the pixels the same curves hold in the eigen-coordinates of the kernel's cross-view matrix.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        if (PictureViews.Open(context, findings, 100) is not { } views) return;
        using var rng = new Rng(context.Seed + 10);
        var (a, b) = (views.DrawAll(rng), views.DrawAll(rng));
        var points = new Matrix(2 * views.Count, views.Dim, [.. a.Values, .. b.Values]);
        var features = KernelFeatures.Of(KernelFeatures.Centred(Gaussian(points))).Features;
        var modes = ModeCoordinates.Of(TraceForm.OfGraph(PairGraph.Of(PairLoss.DotProduct, views.Count), features));
        double[] spectrum = [.. modes.Spectrum];
        var flow = new BarlowTwinsFlow();
        context.Step("aligned start");
        var aligned = new Matrix(Outputs, spectrum.Length);
        for (var j = 0; j < Outputs; j++) aligned[j, j] = 1e-3 / Math.Sqrt(spectrum[0]);
        var end = 1.3 * flow.HalfTimes(spectrum, aligned)[Outputs - 1];
        double[] times = [.. Enumerable.Range(1, 8).Select(k => end * k / 8)];
        var exact = new BarlowTwinsEquation { Tolerance = 1e-11 }.Weights(spectrum, aligned, times);
        findings.Below("aligned", "aligned start: closed form against the integrated equation, eigenvalues", 1e-5, times.Zip(exact, (t, w) => flow.Variances(spectrum, aligned, t).Zip(w.ColumnSquares(), (v, s) => v - s).Select((d, j) => Math.Abs(spectrum[j] * d)).Max()).Max());
        var errors = new List<double>();
        foreach (var scale in new[] { 1e-2, 1e-4, 1e-6 })
        {
            context.Step($"random start of scale {Words.Of(scale)}");
            var start = modes.RandomStart(Outputs, scale / Math.Sqrt(spectrum[0]), context.Seed);
            var measured = new BarlowTwinsEquation { Tolerance = 1e-7 }.Correlations(spectrum, start, times);
            errors.Add(times.Select((t, i) => flow.Correlations(spectrum, start, t).OrderDescending().Take(Outputs).Select((c, j) => Math.Abs(c - measured[i, j])).Max()).Max());
        }

        findings.Below("random", "random start of scale .0001: largest difference of an eigenvalue, eight times", 0.05, errors[1]);
        findings.Holds("falls", "it falls with the scale of the start", "falling", Words.Of(errors.Select(e => Math.Round(e, 5))), errors[1] < errors[0] && errors[2] < errors[1]);
    }

    /// <summary>exp(-|x - y|² / 2 w²), w² the mean squared distance over two.</summary>
    internal static Matrix Gaussian(Matrix points)
    {
        var gram = points.TimesTranspose(points);
        var squares = gram.Diagonal();
        var width = squares.Average();
        var result = new Matrix(points.Rows, points.Rows);
        for (var i = 0; i < points.Rows; i++)
        {
            for (var j = 0; j < points.Rows; j++) result[i, j] = Math.Exp(-(squares[i] + squares[j] - (2 * gram[i, j])) / (2 * width));
        }

        return result;
    }
}
