using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>What the strength of the invariance does to the spectrum.</summary>
internal sealed class SpectrumAgainstInvariance : Experiment
{
    private static readonly double[] Ratios = [0.1, 0.5, 1, 3, 20];

    public override string Id => "E3";

    public override string Title => "Spectrum against the weight of invariance";

    public override string Source => "Balestriero and LeCun 2022, theorem 1, figures 4 and 5 (N = 256, K = 32)";

    public override string Shows => "With squared VICReg the covariance's eigenvalues are (1 - r lambda)+ with r = gamma / alpha: as r grows directions die one by one, and the rank is the number of eigenvalues below 1 / r.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var rng = new Rng(context.Seed);
        var (n, dim) = context.Size((96, 12), (256, 32));
        var graph = Draw.Geometric(rng, n, 6);
        var losses = new RowLosses(Draw.Dense(graph.Adjacency));
        var curves = new List<Curve>();
        var rows = new List<IReadOnlyList<string>>();
        var (worstGap, worstSpectrum, worstAngle) = (0.0, 0.0, 0.0);
        var (expected, ranks) = (new List<int>(), new List<int>());
        foreach (var (ratio, k) in Ratios.Select((r, k) => (r, k)))
        {
            context.Step($"r = {Words.Of(ratio)}");
            var solution = GraphSolver.Solve(graph, Forms.SquaredVicReg(ratio, dim), new SolveOptions { Dim = dim });
            var (point, loss) = RowDescent.Run(z => losses.SquaredVicReg(z, ratio), Draw.Normal(rng, n, dim));
            var (formula, found) = (solution.Filter.Variances[..dim], Spans.Spectrum(point));
            worstGap = Math.Max(worstGap, RowDescent.Gap(loss, solution.Filter.Loss));
            worstSpectrum = Math.Max(worstSpectrum, formula.Zip(found, (a, b) => Math.Abs(a - b)).Max());
            worstAngle = Math.Max(worstAngle, Subspace.LargestAngle(Spans.Leading(solution.Embedding!, solution.Rank), Spans.Leading(point, solution.Rank)));
            expected.Add(solution.Spectrum.Count(rho => 1 - rho < 1 / ratio));
            ranks.Add(Spans.Rank(found));
            rows.Add([Words.Of(ratio), Words.Of(solution.Filter.Loss), Words.Of(loss), $"{solution.Rank}", $"{ranks[^1]}"]);
            curves.Add(new Curve($"r = {Words.Of(ratio)}", Palette.Classes[k], [.. formula.Select((v, i) => (i + 1.0, v))]) { Style = CurveStyle.Line });
            curves.Add(new Curve("", Palette.Classes[k], [.. found.Select((v, i) => (i + 1.0, v))]) { Style = CurveStyle.Dots });
        }

        findings.Below("gap", "loss of descent from a random start against the formula, over all r", 1e-10, worstGap);
        findings.Below("spectrum", "eigenvalues of the covariance, descent against formula: largest difference", 1e-6, worstSpectrum);
        findings.Same("rank", "rank that descent finds is the number of eigenvalues below 1 / r, for r = .1, .5, 1, 3, 20", expected, ranks);
        findings.Below("angle", "largest principal angle between descent and formula, degrees", 1e-3, worstAngle);
        findings.Add(new Figure("Eigenvalues of the covariance", "Lines: formula. Dots: gradient descent from a random start.", curves, new ChartAxes("direction", "variance")));
        findings.Add(new Table("Loss and rank", "alpha = 1.", ["r", "formula", "descent", "rank, formula", "rank, descent"], rows));
    }
}
