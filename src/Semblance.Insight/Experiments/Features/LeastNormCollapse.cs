using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Objectives.Features;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Features;

/// <summary>Two encoders of one and the same loss: one has forgotten the subclass, the other has not.</summary>
internal sealed class LeastNormCollapse : Experiment
{
    private const double Noise = .3 * .3 / 96;

    public override string Id => "L5";

    public override string Title => "The minimiser of least norm collapses";

    public override string Source => "Xue et al. 2023, theorems 4.3, 4.4 and 4.7, proposition 4.2";

    public override string Shows => "A smallest supervised loss does not force classes to collapse on fresh samples; the encoder of least norm does it.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        var rows = new List<IReadOnlyList<string>>();
        var plain = Case(context, 0);
        var least = Judge(context, findings, rows, "least", "least norm, mean 0", plain, Solve(plain));
        findings.Below("least.subclass", "least norm, mean 0: strength of the subclass (printed: 5.8e-16)", 1e-10, least.Subclass);
        findings.Near("least.class", "least norm: strength of the class is phi / (phi^2 + s)", 1 / (1 + Noise), least.Class, 1e-9);
        findings.Near("least.norm", "least norm: length of W (printed)", 1.4136, least.Norm, 5e-5);
        findings.Near("least.accuracy", "least norm: subclass accuracy on fresh samples", .5, least.Accuracy, .05);
        findings.Near("kernel", "length of the subclass axis outside the training data: sqrt(s / (phi^2 + s))", .0306042793895, Math.Sqrt(Outside(plain)), 1e-9);
        Same(findings, plain);

        var built = Judge(context, findings, rows, "built", "construction of theorem 4.3", plain, Constructed(plain));
        findings.Near("built.subclass", "construction: strength of the subclass", 1, built.Subclass, 1e-6);
        findings.Near("built.norm", "construction: length of W (printed)", 32.706, built.Norm, 5e-4);
        findings.Between("built.accuracy", "construction: subclass accuracy on fresh samples (printed: .9625)", .93, 1, built.Accuracy);

        var shifted = Case(context, 1);
        var mean = Judge(context, findings, rows, "mean", "least norm, mean 1", shifted, Solve(shifted));
        findings.Near("mean.subclass", "least norm, mean 1: s mu / ((1 + s)(mu^2 + phi^2 + s) - mu^2), printed 9.34870e-4", 9.34869857e-4, mean.Subclass, 1e-10);
        findings.Near("mean.norm", "least norm, mean 1: length of W (printed)", 1.4132, mean.Norm, 5e-5);
        findings.Add(new Table("Encoders of the same loss", "32 originals, 3 views, 600 axes, noise .3 on distinct axes, 5 dimensions. The last accuracy shows that a probe without a sense of scale finds the subclass in a thousandth.",
            ["encoder", "loss", "class", "subclass", "length", "class accuracy", "subclass accuracy"], rows));
    }

    private static LinearCase Case(ExperimentContext context, double mean) =>
        LinearCase.Of(FormattableString.Invariant($"dim=600,irrelevant=1x1,mean={mean},sigma=0.3,noise=distinct"), 32, 3, context.Seed);

    private static Matrix Solve(LinearCase linear) => FeatureSolver.Solve(linear.Moments, new FeatureSolverOptions { Dim = 5, Weight = 1 }).Weights;

    private static (double Class, double Subclass, double Norm, double Accuracy) Judge(
        ExperimentContext context, Findings findings, List<IReadOnlyList<string>> rows, string id, string name, LinearCase linear, Matrix weights)
    {
        var loss = FeatureSolver.Loss(weights, linear.Moments, 1);
        findings.Near($"{id}.loss", $"{name}: loss", -2, loss, 1e-6);
        var stacked = new Matrix(96, linear.Model.Dim, [.. linear.Drawn.Views.SelectMany(v => v)]);
        var z = stacked.TimesTranspose(weights);
        findings.Below($"{id}.spread", $"{name}: largest distance of training views of a class from their first (proposition 4.2)", 1e-6, Spread(z, linear.Drawn.Factors[0]));
        var (fresh, classes, subclasses) = linear.Fresh(1600, context.Seed);
        var embedded = fresh.TimesTranspose(weights);
        using var halves = new Rng(context.Seed + 3);
        var accuracy = ScaledProbe.Halves(embedded, subclasses, 10, halves);
        var ofClass = ScaledProbe.Halves(embedded, classes, 10, halves);
        var (first, second, norm) = (FeatureSolution.Strength(weights, LinearCase.Class), FeatureSolution.Strength(weights, LinearCase.Subclass), Math.Sqrt(weights.InnerProduct(weights)));
        rows.Add([name, Words.Of(loss, 8), Words.Of(first, 6), Words.Of(second), Words.Of(norm, 4), Words.Of(ofClass, 4), Words.Of(accuracy, 4)]);
        return (first, second, norm, accuracy);
    }

    private static double Spread(Matrix z, int[] classes)
    {
        var worst = 0.0;
        for (var i = 0; i < z.Rows; i++)
        {
            var first = Array.IndexOf(classes, classes[i % classes.Length]);
            worst = Math.Max(worst, Math.Sqrt(z.Row(i).ToArray().Zip(z.Row(first).ToArray(), (a, b) => (a - b) * (a - b)).Sum()));
        }

        return worst;
    }

    /// <summary>Squared length of the part of the subclass axis on which no training view lies.</summary>
    private static double Outside(LinearCase linear) => Kernel(linear)[LinearCase.Subclass];

    /// <summary>The subclass axis less its part in the span of the training views.</summary>
    private static double[] Kernel(LinearCase linear)
    {
        var eigen = SymmetricEigen.Decompose(linear.Moments.Total);
        var rest = new double[linear.Model.Dim];
        rest[LinearCase.Subclass] = 1;
        for (var k = 0; k < eigen.Values.Length && eigen.Values[k] > 1e-10 * eigen.Values[0]; k++)
        {
            for (var i = 0; i < rest.Length; i++) rest[i] -= eigen.Vectors[i, k] * eigen.Vectors[LinearCase.Subclass, k];
        }

        return rest;
    }

    /// <summary>Theorem 4.3: the least-norm encoder and one more row along what training views never show, so that the loss is the same.</summary>
    private static Matrix Constructed(LinearCase linear)
    {
        var (weights, row) = (Solve(linear), Kernel(linear));
        // The first two rows are used; the row a = l mn / sigma^2 (with 1 / |l|^2 in its place) gives the subclass axis the length 1.
        for (var i = 0; i < row.Length; i++) weights[4, i] = row[i] / row[LinearCase.Subclass];
        return weights;
    }

    private static void Same(Findings findings, LinearCase linear)
    {
        var weights = Solve(linear);
        var inverse = Inverse(linear.Moments.Total);
        var formula = inverse.Times(linear.Moments.Classes!).Times(inverse);
        findings.Below("formula", "W'W against M^+ M+ M^+ (lemma B.2): largest difference", 1e-11, weights.TransposeTimes(weights).Plus(formula, -1).Values.Max(Math.Abs));
    }

    private static Matrix Inverse(Matrix symmetric)
    {
        var eigen = SymmetricEigen.Decompose(symmetric);
        double[] factors = [.. eigen.Values.Select(v => v > 1e-10 * eigen.Values[0] ? 1 / v : 0)];
        return eigen.Vectors.ScaleColumns(factors).TimesTranspose(eigen.Vectors);
    }
}
