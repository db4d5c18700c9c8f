using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Dynamics;

/// <summary>Spectral contrastive, VICReg-like and InfoNCE flows.</summary>
internal sealed class SpectralFlows : Experiment
{
    private static readonly double[] Spectrum = [.95, .85, .7, .55, .4, .2, .05, -.1];

    public override string Id => "E11";

    public override string Title => "Exact relatives: spectral contrastive, VICReg, InfoNCE";

    public override string Source => "HaoChen et al. 2021, Bardes et al. 2022, van den Oord et al. 2018; flows derived";

    public override string Shows => "The spectral contrastive flow is a Riccati equation, exact from any start; the invariance weight of VICReg decides which directions survive; InfoNCE starts along the same directions.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var rng = new Rng(context.Seed + 11);
        var flow = new SpectralContrastiveFlow();
        double[] times = [.2, 1, 5, 20];
        foreach (var scale in new[] { .1, 1, 3 })
        {
            context.Step($"start of scale {Words.Of(scale)}");
            var start = Spectral.Draw.Normal(rng, 4, Spectrum.Length, scale);
            var states = Timeline.Walk(new RungeKutta(s => Slope(new Matrix(4, Spectrum.Length, s)), 1e-12, 1e-14), start, times);
            findings.Below($"riccati-{Words.Of(scale)}", $"start of scale {Words.Of(scale)}: W'W in closed form against the integrated flow, four times", 1e-9, times.Zip(states, (t, w) => Manifold.Largest(flow.Gram(Spectrum, start, t), w.TransposeTimes(w))).Max());
            var riccati = SpectralContrastiveFlow.Law(Spectrum, start);
            var one = riccati.Semigroup(5, 40);
            findings.Below($"semigroup-{Words.Of(scale)}", "40 exact short steps against one", 1e-10, Manifold.Largest(one.TransposeTimes(one), flow.Gram(Spectrum, start, 5)));
        }

        var long1 = flow.Variances(Spectrum, Spectral.Draw.Normal(rng, 4, Spectrum.Length, .1), 1000);
        findings.Near("limit", "variances at t = 1000 are the canonical correlations, four outputs", [.. Spectrum[..4], 0, 0, 0, 0], long1, 1e-5);
        var vicreg = new VicRegFlow { Invariance = 1.5 };
        double[] correlations = [.95, .9, .3, .8, -.2, .7, .1, .6];
        findings.Near("vicreg", "VICReg-like, invariance 1.5: final variances of eight directions", [.925, .85, 0, .7, 0, .55, 0, .4], vicreg.Limits(correlations, Spectral.Draw.Normal(rng, 8, 8, .5)), 1e-9);
        InfoNce(context, findings, rng);
    }

    private static double[] Slope(Matrix w) => w.ScaleColumns(Spectrum).Plus(w.TimesTranspose(w).Times(w), -1).Scaled(4).Values;

    /// <summary>The literal loss on drawn pairs, by automatic differentiation, against -2 W C / temperature.</summary>
    private static void InfoNce(ExperimentContext context, Findings findings, Rng rng)
    {
        context.Step("InfoNCE gradient");
        const int Pairs = 400, Features = 12;
        const double Temperature = 0.5;
        using var scope = new TensorScope();
        var shared = Tensor.RandomNormal(rng, [Pairs, Features], ElementType.Float64);
        var (a, b) = (shared + (Tensor.RandomNormal(rng, [Pairs, Features], ElementType.Float64) * .5), shared + (Tensor.RandomNormal(rng, [Pairs, Features], ElementType.Float64) * .5));
        var (x, y) = (a - a.Mean(0, true), b - b.Mean(0, true));
        var cross = x.Transpose().MatMul(y) * (1.0 / Pairs);
        var drive = cross + cross.Transpose();
        var errors = new List<double>();
        var direction = Tensor.RandomNormal(rng, [3, Features], ElementType.Float64);
        foreach (var scale in new[] { 1e-2, 1e-3 })
        {
            var w = direction * scale;
            w.RequiresGradient = true;
            var scores = x.MatMul(w.Transpose()).MatMul(y.MatMul(w.Transpose()).Transpose()) * (1 / Temperature);
            var loss = (scores.LogSumExp(1).Mean() + scores.LogSumExp(0).Mean()) - (scores.Diagonal().Mean() * 2);
            var slope = Gradients.Of(loss, [w])[0];
            var expected = w.Detach().MatMul(drive) * (-2 / Temperature);
            errors.Add(Math.Sqrt((slope - expected).Square().Sum().Item() / expected.Square().Sum().Item()));
        }

        findings.Below("infonce", "gradient of InfoNCE at weights of .001 against that of the drive, relative", 1e-3, errors[1]);
        findings.Between("infonce-order", "that error is of second order: a tenth of the weights leaves a hundredth", 50, 200, errors[0] / errors[1]);
    }
}
