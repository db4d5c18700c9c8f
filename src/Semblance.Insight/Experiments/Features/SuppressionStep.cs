using Semblance.Insight.Report;
using Semblance.Objectives.Features;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Features;

/// <summary>An irrelevant feature that grows past the class pushes it out of a small embedding.</summary>
internal sealed class SuppressionStep : Experiment
{
    private const double Class = .8;

    public override string Id => "L6";

    public override string Title => "Suppression is a step";

    public override string Source => "Xue et al. 2023, theorem 5.1 and figure 4 (its plateau of 1.0 belongs to a noise that is not stated; the formula gives 1.25 for little noise)";

    public override string Shows => "With as many dimensions as features less one, the unsupervised loss of least norm learns the class fully, or not at all when one more irrelevant feature has the larger variance.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        var three = Sweep(context, 3, "", 24, 3, 300, [.05, .2, .4, .6, .63, .65, .7, 1, 3, 10]);
        Judge(findings, three, 3, .3 * .3 / 72, 1.247563);
        findings.Near("three.irrelevant", "3 features: strength of the irrelevant one for variance .65, 1, 3, 10", [1.2380, .9988, .5771, .3162], [.. new[] { .65, 1, 3, 10 }.Select(r => three.First(p => p.R == r).Irrelevant)], 5e-5);
        var six = Sweep(context, 6, "0.7x0.8x0.9x", 64, 3, 300, [.05, .4, .6, .63, .65, .8, 2]);
        Judge(findings, six, 6, .3 * .3 / 192, 1.249085);
        if (!context.IsQuick) Judge(findings, Sweep(context, 50, string.Concat(Enumerable.Range(0, 47).Select(k => FormattableString.Invariant($"{.65 + (.0074 * k)}x"))), 384, 1, 500, [.3, .6, .7, 1]), 50, .3 * .3 / 384, 1.24954);
        Descend(context, findings, three);
    }

    private static void Judge(Findings findings, List<Point> points, int features, double noise, double printed)
    {
        var name = $"{features} features";
        var formula = Class / ((Class * Class) + noise);
        findings.Near($"{features}.before", $"{name}: strength of the class below the step is phi / (phi^2 + s): largest and smallest (printed: {printed})", [formula, formula], [points.Where(p => p.R < .64).Max(p => p.Class), points.Where(p => p.R < .64).Min(p => p.Class)], 1e-6);
        findings.Near($"{features}.printed", $"{name}: that formula against the printed number", printed, formula, 5e-6);
        findings.Below($"{features}.after", $"{name}: strength of the class above the step", 1e-8, points.Where(p => p.R > .64).Max(p => p.Class));
        findings.Below($"{features}.irrelevant", $"{name}: strength of the irrelevant feature below the step", 1e-8, points.Where(p => p.R < .64).Max(p => p.Irrelevant));
        findings.Near($"{features}.loss", $"{name}: loss on both sides is minus the number of dimensions: largest and smallest", [-features, -features], [points.Max(p => p.Loss), points.Min(p => p.Loss)], 1e-7);
    }

    /// <summary>The least-norm encoder with as many dimensions as features, for several variances of the last.</summary>
    private static List<Point> Sweep(ExperimentContext context, int features, string others, int samples, int views, int axes, double[] variances)
    {
        var result = new List<Point>();
        foreach (var r in variances)
        {
            context.Step(FormattableString.Invariant($"{features} features, variance {r}"));
            // Each sample shows one irrelevant feature: its strength is the root of variance times their number.
            double[] all = [.. others.Split('x', StringSplitOptions.RemoveEmptyEntries).Select(w => double.Parse(w, System.Globalization.CultureInfo.InvariantCulture)), r];
            var strengths = string.Join('x', all.Select(v => Math.Sqrt(v * (features - 2)).ToString("R", System.Globalization.CultureInfo.InvariantCulture)));
            var linear = LinearCase.Of(FormattableString.Invariant($"dim={axes},class={Class},irrelevant={strengths},sigma=0.3,noise=distinct"), samples, views, context.Seed);
            var solution = FeatureSolver.Solve(linear.Moments, new FeatureSolverOptions { Dim = features });
            result.Add(new Point(r, solution.Strength(LinearCase.Class), solution.Strength(features), FeatureSolver.Loss(solution.Weights, linear.Moments, 0)));
        }

        return result;
    }

    private static void Descend(ExperimentContext context, Findings findings, List<Point> closed)
    {
        var seeds = context.Size(3, 5);
        var found = new List<(double R, double Mean, double Low, double High)>();
        foreach (var r in context.Size<double[]>([.4, .64, .9], [.05, .4, .55, .64, .75, .9, 1.2, 4]))
        {
            var strengths = new List<double>();
            for (var s = 0; s < seeds; s++)
            {
                context.Step(FormattableString.Invariant($"descent, variance {r}, seed {s}"));
                var linear = LinearCase.Of(FormattableString.Invariant($"dim=300,class={Class},irrelevant={Math.Sqrt(r)},sigma=2,noise=gaussian"), 200, 2, context.Seed + s);
                using var rng = new Rng(context.Seed + s + 1);
                strengths.Add(FeatureSolution.Strength(FeatureDescent.Run(linear.Moments, 0, linear.Start(rng, 3, 1e-3), .02, 3000), LinearCase.Class));
            }

            found.Add((r, strengths.Average(), strengths.Min(), strengths.Max()));
        }

        findings.Above("descent.before", "descent with noise: mean strength of the class for variances up to .4 (printed: 1.228)", 1.15, found.Where(f => f.R <= .4).Min(f => f.Mean));
        findings.Below("descent.after", "descent with noise: mean strength for variances from .9 (printed: .122 and less)", .2, found.Where(f => f.R >= .9).Max(f => f.Mean));
        var tie = found.First(f => f.R == .64);
        findings.Above("descent.tie", "descent with noise: spread over seeds where both tie (printed: .493 to 1.185)", .3, tie.High - tie.Low);
        findings.Add(new Figure("Strength of the class, 3 features", "Line: least norm. Dots: gradient descent with noise, mean and extremes of the seeds.",
            [
                new Curve("least norm", Palette.First, [.. closed.Select(p => (p.R, p.Class))]) { Style = CurveStyle.Line },
                new Curve("descent, mean", Palette.Second, [.. found.Select(f => (f.R, f.Mean))]) { Style = CurveStyle.Dots },
                new Curve("lowest, highest", Palette.Third, [.. found.SelectMany(f => new[] { (f.R, f.Low), (f.R, f.High) })]) { Style = CurveStyle.Dots },
            ], new ChartAxes("variance of the irrelevant feature", "strength of the class", LogX: true)));
    }

    private sealed record Point(double R, double Class, double Irrelevant, double Loss);
}
