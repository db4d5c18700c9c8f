using Semblance.Insight.Report;
using Semblance.Objectives.Features;

namespace Semblance.Insight.Experiments.Features;

/// <summary>Any mixture of both losses keeps class and subclass.</summary>
internal sealed class JointSweep : Experiment
{
    public override string Id => "L8";

    public override string Title => "The joint loss keeps both";

    public override string Source => "Xue et al. 2023, theorem 6.1";

    public override string Shows => "The supervised loss collapses, the unsupervised one suppresses the class; for every weight between, the least-norm encoder has both, the subclass at sqrt(1 - weight) of its strength.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        const double noise = .3 * .3 / 128;
        var strengths = string.Join('x', new[] { 1, .9, .8, .7 }.Select(v => Math.Sqrt(4 * v).ToString("R", System.Globalization.CultureInfo.InvariantCulture)));
        var linear = LinearCase.Of($"dim=600,class=0.6,subclass=1.2,irrelevant={strengths},sigma=0.3,noise=distinct", 64, 2, context.Seed);
        double[] weights = [0, .01, .1, .3, .5, .8, .95, .99, 1];
        double[] subclass = [.8329, .8288, .7902, .6969, .5890, .3725, .1862, .0833, 0];
        var found = new List<(double Weight, double Class, double Subclass)>();
        foreach (var weight in weights)
        {
            context.Step(FormattableString.Invariant($"weight {weight}"));
            var solution = FeatureSolver.Solve(linear.Moments, new FeatureSolverOptions { Dim = 5, Weight = weight });
            found.Add((weight, solution.Strength(LinearCase.Class), solution.Strength(LinearCase.Subclass)));
        }

        findings.Below("unsupervised", "weight 0: strength of the class", 1e-8, found[0].Class);
        findings.Near("class", "strength of the class for every weight above 0 (printed: 1.6634)", [.. found.Skip(1).Select(_ => 1.6634)], [.. found.Skip(1).Select(f => f.Class)], 5e-5);
        findings.Near("subclass", "strength of the subclass (printed)", subclass, [.. found.Select(f => f.Subclass)], 5e-5);
        findings.Near("formula", "strength of the subclass against sqrt(1 - weight) phi / (phi^2 + s)", [.. weights.Select(w => Math.Sqrt(1 - w) * 1.2 / (1.44 + noise))], [.. found.Select(f => f.Subclass)], 1e-8);
        findings.Add(new Figure("Strengths against the weight of the supervised loss", "The class jumps as soon as the weight is above 0.",
            [new Curve("class", Palette.First, [.. found.Select(f => (f.Weight, f.Class))]), new Curve("subclass", Palette.Second, [.. found.Select(f => (f.Weight, f.Subclass))])], new ChartAxes("weight", "strength")));
    }
}
