using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives.Features;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Features;

/// <summary>Under the joint loss the subclass peaks, dips, and comes back.</summary>
internal sealed class JointTimeline : Experiment
{
    private const double Noise = .002;

    public override string Id => "L10";

    public override string Title => "How long a joint loss must be trained";

    public override string Source => "Derived from theorem 6.1 and the descent of the joint loss";

    public override string Shows => "A run that stops in the dip looks collapsed; the subclass is learnt again after about 55 / (1 - weight) epochs at a rate of .05 and ends at sqrt(1 - weight).";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        var moments = Population();
        using var rng = new Rng(context.Seed);
        var start = Spectral.Draw.Normal(rng, 5, 5, 1e-5);
        var (curves, rows) = (new List<Curve>(), new List<IReadOnlyList<string>>());
        foreach (var (weight, steps) in new[] { (.2, 1200), (.5, 1500), (.8, 2000), (.9, 3000), (.95, 5000), (1, 1500) })
        {
            context.Step(FormattableString.Invariant($"weight {weight}"));
            var path = new List<double>();
            FeatureDescent.Run(moments, weight, start, .05, steps, p => path.Add(p.Strength(2)));
            var peak = path.Take(60).Select((v, t) => (v, t)).Max();
            var dip = path.Select((v, t) => (v, t)).Skip(peak.t).Take(220).Min();
            var final = path[^1];
            var half = path.FindIndex(dip.t, v => v > final / 2);
            curves.Add(new Curve(FormattableString.Invariant($"weight {weight}"), Palette.Classes[curves.Count], [.. path.Select((v, t) => (t + 1.0, v)).Where((_, t) => t < 200 || t % 10 == 0)]) { Style = CurveStyle.Line });
            rows.Add([Words.Of(weight), $"{Words.Of(peak.v, 3)} at {peak.t}", weight == 1 ? "-" : $"{Words.Of(dip.v)} at {dip.t}", weight == 1 ? "never" : $"{half}", Words.Of(final, 4), Words.Of(Math.Sqrt(1 - weight), 4)]);
            if (weight == 1) findings.Below("never", "weight 1: final strength of the subclass; what is left is of the size of the start, in rows that learnt nothing", 5e-5, final);
            else findings.Near(FormattableString.Invariant($"final.{weight}"), FormattableString.Invariant($"weight {weight}: final strength over sqrt(1 - weight)"), 1, final / Math.Sqrt(1 - weight), .01);
            if (weight is >= .5 and < 1) findings.Between(FormattableString.Invariant($"time.{weight}"), FormattableString.Invariant($"weight {weight}: time to learn again times (1 - weight)"), 50, 90, half * (1 - weight));
        }

        findings.Add(new Figure("Strength of the subclass", "Population descent at a rate of .05.", curves, new ChartAxes("epoch", "strength", LogX: true)));
        findings.Add(new Table("Peak, dip, return", "Printed for weight .5: peak .429 at 29, dip .0117 at 119, half of the end at 164.", ["weight", "peak", "dip", "half of the end", "final", "sqrt(1 - weight)"], rows));
    }

    /// <summary>Constant, class, subclass of mean 1, two irrelevant features of variance 1/2; a little noise on the features.</summary>
    private static FeatureMoments Population()
    {
        var views = new Matrix(5, 5, [1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 2, 0, 0, 0, 0, 0, .5, 0, 0, 0, 0, 0, .5]);
        var classes = new Matrix(5, 5, [1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        var total = new Matrix(5, 5, [.. views.Values]);
        for (var k = 1; k < 5; k++) total[k, k] += Noise;
        return new FeatureMoments(total, views, classes);
    }
}
