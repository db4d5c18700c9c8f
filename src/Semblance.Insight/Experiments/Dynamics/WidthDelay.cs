using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Dynamics;

/// <summary>With orthonormal weights on frozen features learning takes longer the wider they are.</summary>
internal sealed class WidthDelay : Experiment
{
    public override string Id => "E7";

    public override string Title => "The delay grows with the logarithm of the width";

    public override string Source => "Esser et al. 2023, infinite width under orthogonality constraints; law derived";

    public override string Shows => "A random unit vector of a wider layer overlaps less with the solution: time to half of the optimum grows by ln(width) / 4 lambda.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        if (PictureViews.Open(context, findings, 100) is not { } views) return;
        using var rng = new Rng(context.Seed + 7);
        var (a, b) = (views.DrawAll(rng), views.DrawAll(rng));
        var points = new Matrix(2 * views.Count, views.Dim, [.. a.Values, .. b.Values]);

        // The limit kernel stands for features of every width: only the overlaps of the start know it.
        var features = KernelFeatures.Of(KernelFeatures.Centred(KernelSteps.Gaussian(points))).Features;
        double[] spectrum = [.. ModeCoordinates.Of(TraceForm.OfGraph(PairGraph.Of(PairLoss.DotProduct, views.Count), features)).Spectrum.Take(40)];
        var (widths, medians) = (new[] { 512, 2048, 8192, 32768, 131072 }, new List<double>());
        foreach (var width in widths)
        {
            context.Step($"width {width}");
            medians.Add(Median([.. Enumerable.Range(0, context.Size(60, 300)).Select(_ => HalfWay(spectrum, Spectral.Draw.Normal(rng, 1, spectrum.Length, 1 / Math.Sqrt(width))))]));
        }

        var x = widths.Select(w => Math.Log(w)).ToArray();
        var (mx, my) = (x.Average(), medians.Average());
        var slope = x.Zip(medians, (u, v) => (u - mx) * (v - my)).Sum() / x.Sum(u => (u - mx) * (u - mx));
        findings.Near("slope", "slope of the median time against ln(width), over 1 / 4 lambda", 1, slope * 4 * spectrum[0], 0.1);
        findings.Add(new Figure("Time to half of the optimum", "Median over random starts, one output.", [new Curve("", Palette.First, [.. widths.Zip(medians, (w, t) => ((double)w, t))])], new ChartAxes("width", "learning rate x steps", LogX: true)));
    }

    /// <summary>When one unit vector, of which only these overlaps are not in the null space, holds half of the largest eigenvalue.</summary>
    private static double HalfWay(double[] spectrum, Matrix overlaps)
    {
        var rest = 1 - overlaps.ColumnSquares().Sum();
        double Value(double time)
        {
            // One output: weights grow as e^(2 lambda t) and are normalised.
            var sizes = spectrum.Select((c, j) => overlaps[0, j] * overlaps[0, j] * Math.Exp(4 * (c - spectrum[0]) * time)).ToArray();
            return sizes.Zip(spectrum, (s, c) => s * c).Sum() / (sizes.Sum() + (rest * Math.Exp(-4 * spectrum[0] * time)));
        }

        return Crossing.Refine(t => Value(t) - (spectrum[0] / 2), 0, 200 / spectrum[0]);
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
