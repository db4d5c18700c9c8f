using Semblance.Insight.Report;
using Semblance.Objectives.Features;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Features;

/// <summary>The supervised loss learns the subclass early and forgets it.</summary>
internal sealed class LearnThenUnlearn : Experiment
{
    internal const string Options = "dim=2000,irrelevant=1x1,mean=1,sigma=2,noise=";
    internal const int Samples = 992, Views = 5;
    internal const double Rate = 0.05, Start = 1e-3;

    public override string Id => "L2";

    public override string Title => "Learnt early, then unlearnt";

    public override string Source => "Xue et al. 2023, figures 2 and 6, theorem 4.5 (992 originals instead of 1000, which cannot be balanced)";

    public override string Shows => "Gradient descent on the supervised loss learns the subclass within thirty steps, because it shares a direction with the constant, and loses it again at a rate that is known in closed form.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        var seeds = context.Size(1, 4);
        var curves = new List<Curve>();
        foreach (var noise in context.Size<string[]>(["basis"], ["basis", "gaussian"]))
        {
            var runs = Enumerable.Range(0, seeds).Select(s => Descend(context, noise, 3, 500, context.Seed + s)).ToList();
            Judge(findings, noise, runs);
            curves.Add(Line($"subclass, {noise} noise", Palette.Classes[curves.Count], runs[0].Subclass));
            curves.Add(Line($"class, {noise} noise", Palette.Classes[curves.Count], runs[0].Class));
            if (noise == "basis") Ratios(findings, runs[0]);
        }

        if (!context.IsQuick) Wide(context, findings, curves);
        findings.Add(new Figure("Strength of class and subclass", "Length of W v. The subclass rises first and is lost again.", curves, new ChartAxes("epoch", "strength")));
    }

    private static void Judge(Findings findings, string noise, List<Trace> runs)
    {
        findings.Between($"{noise}.peak.low", $"{noise} noise: lowest peak of the subclass over seeds (printed: .342 to .345)", .33, .36, runs.Min(r => r.Peak.Height));
        findings.Between($"{noise}.peak.high", $"{noise} noise: highest peak", .33, .36, runs.Max(r => r.Peak.Height));
        findings.Between($"{noise}.epoch.first", $"{noise} noise: earliest epoch of the peak (printed: 29 to 32)", 26, 38, runs.Min(r => r.Peak.Epoch));
        findings.Between($"{noise}.epoch.last", $"{noise} noise: latest epoch of the peak", 26, 38, runs.Max(r => r.Peak.Epoch));
        findings.Between($"{noise}.class", $"{noise} noise: strength of the class after 500 epochs, lowest", .99, 1.0, runs.Min(r => r.Class[500]));
        findings.Below($"{noise}.lost", $"{noise} noise: strength of the subclass after 200 epochs, highest (printed: 8e-4)", 2e-3, runs.Max(r => r.Subclass[200]));
        findings.Between($"{noise}.slope", $"{noise} noise: rate of decay per epoch over epochs 60 to 80; in closed form .0877 to .0918", .080, .095, runs.Average(r => Math.Log(r.Subclass[60] / r.Subclass[80]) / 20));
    }

    private static void Ratios(Findings findings, Trace run)
    {
        findings.Below("ratio.peak", "pull over push of the gradient at the peak: it falls to 1 there", 1.3, run.Ratio[run.Peak.Epoch]);
        findings.Above("ratio.early", "pull over push at epoch 20 (printed: 158.7)", 50, run.Ratio[20]);
        findings.Near("ratio.end", "pull over push at epoch 500", 1, run.Ratio[500], 1e-3);
        findings.Add(new Figure("Pull over push", "Length of the part of the gradient that pulls pairs together over that of the part that keeps others apart.",
            [new Curve("ratio", Palette.First, [.. run.Ratio.Skip(1).Select((r, t) => (t + 1.0, r))]) { Style = CurveStyle.Line }], new ChartAxes("epoch", "ratio", LogY: true)));
    }

    private static void Wide(ExperimentContext context, Findings findings, List<Curve> curves)
    {
        var wide = Descend(context, "basis", 500, 200, context.Seed);
        findings.Between("wide.peak", "500 dimensions: peak of the subclass (printed: .343)", .33, .36, wide.Peak.Height);
        findings.Between("wide.epoch", "500 dimensions: its epoch (printed: 23)", 20, 27, wide.Peak.Epoch);
        curves.Add(Line("subclass, 500 dimensions", Palette.Classes[curves.Count], wide.Subclass));
    }

    private static Trace Descend(ExperimentContext context, string noise, int dim, int steps, long seed)
    {
        context.Step($"{noise} noise, {dim} dimensions, seed {seed}");
        var linear = LinearCase.Of(Options + noise, Samples, Views, seed);
        using var rng = new Rng(seed + 1);
        var trace = new Trace([], [], []);
        FeatureDescent.Run(linear.Moments, 1, linear.Start(rng, dim, Start), Rate, steps, point =>
        {
            trace.Class.Add(point.Strength(LinearCase.Class));
            trace.Subclass.Add(point.Strength(LinearCase.Subclass));
            trace.Ratio.Add(point.Pull / point.Push);
            if (point.Step % 50 == 0) context.Step($"{noise} noise, {dim} dimensions, seed {seed}, epoch {point.Step}");
        });
        return trace;
    }

    private static Curve Line(string name, string colour, List<double> values) => new(name, colour, [.. values.Take(201).Select((v, t) => ((double)t, v))]) { Style = CurveStyle.Line };

    private sealed record Trace(List<double> Class, List<double> Subclass, List<double> Ratio)
    {
        internal (double Height, int Epoch) Peak => Subclass.Select((v, t) => (v, t)).Max();
    }
}
