using Semblance.Insight.Report;
using Semblance.Objectives.Dynamics;
using Semblance.Objectives.Features;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Features;

/// <summary>A probe for the subclass along training, for four weights of the supervised loss.</summary>
internal sealed class SubclassProbes : Experiment
{
    private static readonly int[] Epochs = [10, 30, 60, 80, 100, 200, 400];

    public override string Id => "L4";

    public override string Title => "A subclass probe along training";

    public override string Source => "Xue et al. 2023, section 6, in the size of a test";

    public override string Shows => "Under the supervised loss a probe for the subclass falls from certain to chance while the class stays perfect; a joint loss keeps it.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        var linear = LinearCase.Of("dim=500,irrelevant=1x1,mean=1,sigma=1.5,noise=gaussian", 320, 4, context.Seed);
        var (rows, classes, subclasses) = linear.Fresh(1600, context.Seed);
        var (curves, table) = (new List<Curve>(), Epochs.Select(e => new List<string> { $"{e}" }).ToList());
        var lowestClass = 1.0;
        foreach (var (name, weight) in new[] { ("supervised", 1.0), ("joint .9", .9), ("joint .5", .5), ("unsupervised", 0) })
        {
            var scores = new Dictionary<int, (double Subclass, double Strength)>();
            using var rng = new Rng(context.Seed + 1);
            using var halves = new Rng(context.Seed + 2);
            FeatureDescent.Run(linear.Moments, weight, linear.Start(rng, 5, 1e-3), .05, 400, point =>
            {
                if (!Epochs.Contains(point.Step)) return;
                context.Step($"{name}, epoch {point.Step}");
                var z = rows.TimesTranspose(point.Weights);
                scores[point.Step] = (ScaledProbe.Halves(z, subclasses, 10, halves), point.Strength(LinearCase.Subclass));
                lowestClass = Math.Min(lowestClass, ScaledProbe.Halves(z, classes, 10, halves));
            });
            for (var k = 0; k < Epochs.Length; k++) table[k].Add($"{Words.Of(scores[Epochs[k]].Subclass, 3)} ({Words.Of(scores[Epochs[k]].Strength, 4)})");
            curves.Add(new Curve(name, Palette.Classes[curves.Count], [.. Epochs.Select(e => ((double)e, scores[e].Subclass))]));
            if (weight == 1) findings.Above("supervised.early", "supervised, epoch 30: subclass accuracy", .99 - 1e-12, scores[30].Subclass);
            if (weight == 1) findings.AtMost("supervised.late", "supervised, epoch 400: subclass accuracy (printed: .533)", .62, scores[400].Subclass);
            if (weight == .5) findings.Above("joint.late", "joint .5, epoch 400: subclass accuracy", .99 - 1e-12, scores[400].Subclass);
            if (weight == .5) findings.Near("joint.strength", "joint .5, epoch 400: strength of the subclass (printed: .702; theory .707 less noise)", .70, scores[400].Strength, .02);
        }

        findings.Above("class", "lowest class accuracy of all losses from epoch 10 on", .999, lowestClass, lowestClass > .999 ? null : "fresh samples are half and half for fitting and scoring");
        findings.Add(new Figure("Accuracy of a probe for the subclass", "One global scale, fresh samples.", curves, new ChartAxes("epoch", "accuracy")));
        findings.Add(new Table("Subclass accuracy (strength)", "Chance is one half.", ["epoch", "supervised", "joint .9", "joint .5", "unsupervised"], table));
    }
}
