using Semblance.Insight.Report;
using Semblance.Objectives;
using Semblance.Objectives.SimVae;
using Semblance.Options;

namespace Semblance.Insight.Experiments.SimVae;

/// <summary>Why discriminative methods lose style and SimVAE keeps it, in the linear model.</summary>
internal sealed class LinearStyle : Experiment
{
    private static readonly LinearModel Model = new() { Within = 0.15, Between = 0.925, Noise = 0.1 };

    public override string Id => "V3";

    public override string Title => "The linear model: style is kept";

    public override string Source => "Bizeul et al. 2024, derived: linear SimVAE by maximum likelihood in each direction";

    public override string Shows => "A pure style direction is always kept by the generative model and never by a discriminative one; what both drop is what lies below the noise.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        double[] found = [.. new[] { (3.5, 0.355), (3, 0.2), (0.08, 0.08) }.Select(v => LinearSimVae.Solve(v.Item1, v.Item2, Model).Loading)];
        findings.Near("loadings", "squared loadings at (c_b, c_w) = (3.5, .355), (3, .2), (.08, .08)", [1.7000, 1.2069, 0], found, 5e-5);
        var random = new Random((int)context.Seed + 2);
        var (failures, style, certain) = (0, 0, 0);
        for (var trial = 0; trial < 2000; trial++)
        {
            var model = new LinearModel { Views = random.Next(2, 7), Within = Draw(random), Between = Draw(random), Noise = Draw(random) };
            var direction = LinearSimVae.Solve(Draw(random) * 4, Draw(random) * 2, model);
            if (direction.IsCertain) certain++;
            if (direction.IsCertain && direction.Loading == 0) failures++;
            if (LinearSimVae.Solve(model.Noise, model.Noise * (1.01 + random.NextDouble()), model).Loading == 0) style++;
        }

        findings.Same("rule", $"random models in which the rule keeps a direction ({certain} of 2000) that the optimum drops", [0], [failures]);
        findings.Same("style", "random models that drop a pure style direction 1 to 101 % above the noise", [0], [style]);
        double[] shares = [.. Enumerable.Range(1, 40).Select(k => 0.1 * k)];
        var spectral = Methods.Named("spectral");
        var filter = spectral.Optimum!(OptionSet.Read(spectral.OptionsType, [], "spectral")).Filter;
        findings.Near("discriminative", "variance that spectral contrastive learning gives a direction whose views do not correlate", 0, filter.Apply([1, 0], 2).Variances[1], 0);
        findings.Add(new Figure(
            "Squared loading of a direction as its style grows",
            "Left end: all variance is noise. Content stays at the noise in one curve, at ten times the noise in the other.",
            [Curve("no content", 0.1, 0, shares), Curve("content 1", 1, 1, shares)],
            new ChartAxes("variance of a contrast of two views (noise .1)", "squared loading")));
    }

    private static Curve Curve(string name, double content, int colour, double[] style) =>
        new(name, Palette.Classes[colour], [.. style.Select(s => (s, LinearSimVae.Solve(Math.Max(content, 0.1), s, Model).Loading))]) { Style = CurveStyle.Line };

    private static double Draw(Random random) => Math.Exp((4 * random.NextDouble()) - 3);
}
