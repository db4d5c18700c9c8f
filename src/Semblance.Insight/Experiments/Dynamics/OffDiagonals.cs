using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;

namespace Semblance.Insight.Experiments.Dynamics;

/// <summary>A small off-diagonal weight makes all outputs copy the first mode for long.</summary>
internal sealed class OffDiagonals : Experiment
{
    private static readonly double[] Weights = [1, .1, .02, .005];

    public override string Id => "E12";

    public override string Title => "Off-diagonal weight of Barlow Twins";

    public override string Source => "Zbontar et al. 2021 (weight .0051); growth rate derived";

    public override string Shows => "With a small off-diagonal weight o every output first copies the leading mode; later modes grow only at 8 g o k / (1 + o (k - 1)): a collapse that passes.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        double[] spectrum = [1, .5];
        double[] expected = [4, 1, .2308, .05941];
        var measured = new List<double>();
        foreach (var weight in Weights)
        {
            context.Step($"weight {Words.Of(weight)}");
            var equation = new BarlowTwinsEquation { OffDiagonal = weight, Tolerance = 1e-9 };

            // Mode 1 shared by three outputs, mode 2 a trace beside it that cannot yet act back.
            var start = new Matrix(3, 2, [.4, 1e-9, .4, -2e-9, .4, 1e-9]);
            double[] times = [6, 8];
            var w = equation.Weights(spectrum, start, times);
            measured.Add(Math.Log(w[1].ColumnSquares()[1] / w[0].ColumnSquares()[1]) / (times[1] - times[0]));
        }

        findings.Near("growth", "growth rate of mode 2 (eigenvalue .5, three outputs) while all copy mode 1, weights 1, .1, .02, .005, relative to the formula", [1, 1, 1, 1], [.. measured.Zip(Weights, (m, o) => m / new BarlowTwinsEquation { OffDiagonal = o }.GrowthWhileCopying(.5, 3))], 0.015);
        findings.Near("printed", "that formula", expected, [.. Weights.Select(o => new BarlowTwinsEquation { OffDiagonal = o }.GrowthWhileCopying(.5, 3))], 5e-5);
        context.Step("half-times");
        double[] five = [1, .5, .25, .1, -.2];
        var small = new Matrix(3, 5, [1, 2, -1, .5, 1, .5, -1, 1, 2, -1, 2, .5, 1, -1, .5]).Scaled(1e-3);
        var weak = new BarlowTwinsEquation { OffDiagonal = .005, Horizon = 900 };
        var halves = weak.CorrelationTimes(five, small);
        findings.Near("times", "half-times for the weights of G4 and weight .005, relative to 1.5, 99, 763 (1.5, 3.3, 9.4 with weight 1)", [1, 1, 1], [halves[0] / 1.5, halves[1] / 99, halves[2] / 763], 0.02);
        double[] grid = [.. Enumerable.Range(0, 60).Select(k => .5 * Math.Pow(1800, k / 59.0))];
        var curves = weak.Correlations(five, small, grid);
        findings.Near("peak", "largest leading eigenvalue on the way", 2.97, Enumerable.Range(0, grid.Length).Max(i => curves[i, 0]), 0.01);
        findings.Add(new Figure("Eigenvalues of the cross-correlation, weight .005", "The first overshoots to almost the number of outputs, the others wait.", [.. Enumerable.Range(0, 3).Select(j => new Curve($"{j + 1}", Palette.Classes[j], [.. grid.Select((t, i) => (t, curves[i, j]))]) { Style = CurveStyle.Line })], new ChartAxes("learning rate x steps", "eigenvalue", LogX: true)));
    }
}
