using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Pairs.Moments;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>Barlow Twins pours variance over the directions.</summary>
internal sealed class WaterFillings : Experiment
{
    private static readonly double[] Weights = [0.005, 0.05, 0.2, 1];
    private static readonly double[] Ramp = [.. Enumerable.Range(0, 8).Select(k => 1 - (0.8 * k / 7))];
    private static readonly double[] Powers = [.. Enumerable.Range(0, 16).Select(k => Math.Pow(0.7, k))];

    public override string Id => "E9";

    public override string Title => "Barlow Twins: water-filling";

    public override string Source => "Zbontar et al. 2021, equation 1; Balestriero and LeCun 2022, section 5; optimum derived";

    public override string Shows => "The optimum of Barlow Twins spreads K units of variance over the directions; what decides is weight times K: small, it keeps the best few, large, it amplifies the least correlated as 1 / rho^2.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        Fixtures(findings);
        var (literal, gap) = (0.0, 0.0);
        var rows = new List<IReadOnlyList<string>>();
        foreach (var dim in context.Size<int[]>([8, 16], [8, 16, 64, 256]))
        {
            foreach (var (name, spectrum) in new[] { ("ramp", Ramp), ("powers of .7", Powers) })
            {
                foreach (var weight in Weights)
                {
                    context.Step($"{name}, weight {Words.Of(weight)}, K = {dim}");
                    var solution = LinearSolver.Solve(Diagonal(spectrum), Forms.BarlowTwins(weight), new SolveOptions { Dim = dim, Descents = context.Size(1, 2), Seed = context.Seed });
                    literal = Math.Max(literal, solution.Certificate.Gap);
                    gap = Math.Max(gap, Math.Abs(solution.Certificate.Descent!.Gap));
                    rows.Add([$"{name}, K = {dim}", Words.Of(weight), Words.Of(weight * dim), Words.Of(solution.Filter.Loss), Words.Of(solution.Certificate.Descent.BestLoss), $"{solution.Rank}"]);
                }
            }
        }

        findings.Below("literal", "literal loss at the closed form against the formula, both spectra, 4 weights, all sizes", 1e-6, literal);
        findings.Below("gap", "best descent against the formula", 1e-6, gap);
        var wide = Forms.BarlowTwins(0.05).Filter.Apply(Ramp, 1_000_000).Variances;
        var ratios = wide.Select((v, k) => v * Ramp[k] * Ramp[k]).ToArray();
        findings.Near("wide", "K = 1,000,000, weight .05: variances times rho^2, relative to their mean", [.. ratios.Select(_ => 1.0)], [.. ratios.Select(r => r / ratios.Average())], 5e-4);
        findings.Add(new Figure(
            "Variance of each direction, ramp, weight .05", "Scaled to largest 1. K grows from 8 to a million.",
            [.. new[] { 8, 64, 512, 8192, 1_000_000 }.Select((dim, k) => new Curve($"K = {dim}", Palette.Classes[k], Scaled(Forms.BarlowTwins(0.05).Filter.Apply(Ramp, dim).Variances)))],
            new ChartAxes("canonical correlation", "variance, relative")));
        findings.Add(new Table("Loss", "", ["spectrum", "weight", "weight times K", "formula", "descent", "rank"], rows));
    }

    private static void Fixtures(Findings findings)
    {
        findings.Near("ramp", "losses for correlations 1 to .2 in 8 steps, K = 8, weights .005, .05, .2, 1", [0.1245839, 0.5120964, 0.9921863, 1.7233935], [.. Weights.Select(w => Loss(w, Ramp, 8))], 5e-8);
        findings.Near("ramp4", "the same with K = 4, weights .2, 1", [0.1303600, 0.1430342], [Loss(0.2, Ramp, 4), Loss(1, Ramp, 4)], 5e-8);
        findings.Near("variances", "its variances for K = 8, weight 1", [.815, .893, .985, 1.093, 1.214, 1.325, 1.307, .369], Forms.BarlowTwins(1).Filter.Apply(Ramp, 8).Variances, 5e-4);
        findings.Near("welch", "losses for 4 correlations of 1, K = 8 (Welch's bound), weights .005, .05, .2, 1", [0.04, 0.4, 1.6, 8], [.. Weights.Select(w => Loss(w, [1, 1, 1, 1], 8))], 1e-10);
        findings.Near("two", "losses for correlations 1, .3, K = 2, weights .05, 1", [0.08529156, 0.44954128], [Loss(0.05, [1, 0.3], 2), Loss(1, [1, 0.3], 2)], 5e-9);
    }

    private static double Loss(double weight, double[] spectrum, int dim) => Forms.BarlowTwins(weight).Filter.Apply(spectrum, dim).Loss;

    private static List<(double X, double Y)> Scaled(double[] variances) => [.. variances.Select((v, k) => (Ramp[k], v / variances.Max()))];

    private static PairMoments Diagonal(double[] spectrum)
    {
        var (total, cross) = (new Matrix(spectrum.Length, spectrum.Length), new Matrix(spectrum.Length, spectrum.Length));
        for (var k = 0; k < spectrum.Length; k++) (total[k, k], cross[k, k]) = (1, spectrum[k]);
        return new PairMoments { Dim = spectrum.Length, Views = 2, Count = 1000, Mean = new double[spectrum.Length], Total = total, Cross = cross };
    }
}
