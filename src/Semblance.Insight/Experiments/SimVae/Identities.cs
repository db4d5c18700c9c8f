using Semblance.Numerics;
using Semblance.Objectives.Generative;
using Semblance.Objectives.SimVae;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.SimVae;

/// <summary>What follows from the model without any training.</summary>
internal sealed class Identities : Experiment
{
    public override string Id => "V2";

    public override string Title => "Identities of the group prior";

    public override string Source => "Bizeul et al. 2024, derived: marginal, energy identity, scale, mutual information";

    public override string Shows => "The closed forms agree with independent ways to work them out; the energy of the prior is views x dim / 2 at any stationary point.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var rng = new Rng(context.Seed + 1);
        Marginal(findings, rng);
        Scale(findings, rng);
        context.Step("energy identity");
        Matrix total = Diagonal([3, 2, 0.5, 0.4]), cross = Diagonal([2.4, 1, 0.1, 0]);
        double Energy(LatentPrior prior, double weight) => new LinearBound(total, cross, 2, 2, prior, 10, weight).Solve((int)context.Seed + 1).Energy;
        findings.Near("energy", "energy of the prior at the optimum of a linear model, 2 views of 2 dimensions: gaussian content, uniform content, VAE", [2, 2, 2], [Energy(new GroupPrior(0.15, 0.925), 1), Energy(new GroupPrior(0.15, null), 1), Energy(new StandardPrior(), 1)], 1e-6);
        findings.Near("slip", "the same with the entropy of the last released code, weighted by 2 pi", 12.5663706, Energy(new GroupPrior(0.15, 0.925), 2 * Math.PI), 1e-6);
        Information(findings, rng);
    }

    private static void Marginal(Findings findings, Rng rng)
    {
        double worst = 0;
        foreach (var views in new[] { 1, 2, 3, 8 })
        {
            Tensor[] points = [.. Enumerable.Range(0, views).Select(_ => Tensor.RandomNormal(rng, [50, 3], ElementType.Float64))];
            var prior = new GroupPrior(0.3, 1.7);
            var covariance = (Tensor.Eye(views, ElementType.Float64) * 0.3) + Tensor.Full([views, views], 1.7, ElementType.Float64);
            var stacked = Tensor.Stack(points, 2);
            var expected = ((stacked.MatMul(covariance.Inverse()) * stacked).Sum([1, 2]) * 0.5) + (1.5 * (covariance.LogDeterminant() + (views * Math.Log(2 * Math.PI))));
            worst = Math.Max(worst, (prior.Energy(points, null) + prior.Normaliser(views, 3) - expected).Abs().Max().Item());
        }

        findings.Below("density", "log density of 1, 2, 3 and 8 views against the normal density with its full covariance, largest difference", 1e-12, worst);
    }

    /// <summary>loss(c z, c^2 s2) = loss(z, s2) + constant for a uniform content: s2 is the unit of z.</summary>
    private static void Scale(Findings findings, Rng rng)
    {
        Tensor[] points = [Tensor.RandomNormal(rng, [50, 4], ElementType.Float64), Tensor.RandomNormal(rng, [50, 4], ElementType.Float64)];
        double Difference(double? between) =>
            (new GroupPrior(0.15 * 9, between).Energy([.. points.Select(z => z * 3.0)], null) - new GroupPrior(0.15, between).Energy(points, null)).Abs().Max().Item();
        findings.Below("unit", "energy with uniform content, all lengths three times longer: largest change", 1e-12, Difference(null));
        findings.Above("ratio", "the same with normal content of fixed variance: the ratio of the variances does matter", 0.1, Difference(0.925));
    }

    private static void Information(Findings findings, Rng rng)
    {
        var information = new GroupInformation(0.15, 0.925);
        findings.Near("correlation", "correlation of two views at within .15, between .925", 0.860, information.Correlation, 5e-4);
        findings.Near("information", "their mutual information in each dimension, nats", 0.674307, information.MutualInformation, 5e-7);
        findings.Near("slope", "slope of the pointwise information in the inner product", 3.0833, information.Slope, 5e-5);
        var (first, second) = (Tensor.RandomNormal(rng, [3], ElementType.Float64).ToArray<double>(), Tensor.RandomNormal(rng, [3], ElementType.Float64).ToArray<double>());
        var prior = new GroupPrior(0.15, 0.925);
        double Density(params double[][] views) => -prior.Energy([.. views.Select(z => Tensor.From(z, 1, 3))], null).Item() - prior.Normaliser(views.Length, 3);
        findings.Near("pointwise", "pointwise information in closed form against the log ratio of densities", Density(first, second) - Density(first) - Density(second), information.Pointwise(first, second), 1e-10);
        var temperature = information.Temperature(Math.Sqrt(10 * 1.075));
        findings.Near("dictionary", "from a variance to a temperature and back", 0.15, GroupInformation.OfTemperature(temperature, 0.925, Math.Sqrt(10 * 1.075)).Within, 1e-12, $"temperature {Words.Of(temperature, 4)} for vectors of ten dimensions");
    }

    private static Matrix Diagonal(double[] values)
    {
        var matrix = new Matrix(values.Length, values.Length);
        for (var k = 0; k < values.Length; k++) matrix[k, k] = values[k];
        return matrix;
    }
}
