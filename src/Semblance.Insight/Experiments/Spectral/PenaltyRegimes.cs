using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Pairs.Moments;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>A penalty on the encoder changes which feature is learnt, at exact values.</summary>
internal sealed class PenaltyRegimes : Experiment
{
    private static readonly double[] Correlations = [0.9, 0.75, 0.5], Norms = [0.4, 0.25, 0.125];

    public override string Id => "E19";

    public override string Title => "Augmentation against architecture: exact switches";

    public override string Source => "Cabannes et al. 2023, The SSL Interplay, section on regimes; correlations .9, .75, .5 and squared norms .4, .25, .125";

    public override string Shows => "With a penalty lambda on the encoder's norm the first learnt feature is the one of largest rho - lambda norm: the first up to lambda = 1, the second up to 2, then the third.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        findings.Near("first", "penalty at which the first feature gives way to the second", 1, Switch(0.5, 1.5, 0), 1e-6);
        findings.Near("second", "penalty at which the second feature gives way to the third", 2, Switch(1.5, 2.5, 1), 1e-6);
        findings.Same("regimes", "feature learnt at penalties .5, .99, 1.01, 1.99, 2.01, 3", [1, 1, 2, 2, 3, 3], [.. new[] { 0.5, 0.99, 1.01, 1.99, 2.01, 3 }.Select(p => Learnt(p) + 1)]);
        findings.Add(new Figure(
            "Value of each feature", "The solver takes the highest line; it changes at 1 and 2.",
            [
                .. Enumerable.Range(0, 3).Select(k => new Curve($"feature {k + 1}", Palette.Classes[k], [.. Enumerable.Range(0, 31).Select(i => (i / 10.0, Correlations[k] - (i / 10.0 * Norms[k])))]) { Style = CurveStyle.Line }),
                new Curve("solver", "#1d2733", [.. Enumerable.Range(0, 16).Select(i => (i / 5.0, Solve(i / 5.0).Spectrum[0]))]) { Style = CurveStyle.Dots },
            ],
            new ChartAxes("penalty", "correlation minus penalty times squared norm")));
    }

    private static double Switch(double low, double high, int feature)
    {
        for (var step = 0; step < 40; step++)
        {
            var middle = (low + high) / 2;
            if (Learnt(middle) <= feature) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }

    /// <summary>Which feature the optimal encoder of one dimension weighs most.</summary>
    private static int Learnt(double penalty)
    {
        var weight = Solve(penalty).Encoder!.Weight.Values;
        return Array.IndexOf(weight, weight.MaxBy(Math.Abs));
    }

    /// <summary>Feature k of variance 1 / norm: unit variance then costs a squared weight of norm. The spectral contrastive loss falls by 2 for each unit of cross moment.</summary>
    private static Solution Solve(double penalty)
    {
        var (total, cross) = (new Matrix(3, 3), new Matrix(3, 3));
        for (var k = 0; k < 3; k++) (total[k, k], cross[k, k]) = (1 / Norms[k], Correlations[k] / Norms[k]);
        var moments = new PairMoments { Dim = 3, Views = 2, Count = 1000, Mean = new double[3], Total = total, Cross = cross };
        return LinearSolver.Solve(moments, Forms.SpectralContrastive(), new SolveOptions { Dim = 1, WeightDecay = 2 * penalty });
    }
}
