using System.Globalization;
using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives;
using Semblance.Options;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>Small batches shrink the spectrum by a known amount.</summary>
internal sealed class SmallBatches : Experiment
{
    private const int Dim = 16;

    public override string Id => "E13";

    public override string Title => "Small batches shrink the spectrum";

    public override string Source => "Derived from the moments of a sample covariance (D = K = 16, batches of 16 to 256)";

    public override string Shows => "Stochastic descent on squared VICReg does not reach the optimum of all data: the noise of a batch's covariance costs like a penalty. The formula with batch correction foretells what is learnt.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        var rho = Enumerable.Range(0, Dim).Select(k => 1 - (0.01 + (k * 0.34 / 15))).ToArray();
        var full = Forms.SquaredVicReg(1, Dim).Filter.Apply(rho, Dim).Variances;
        var curves = new List<Curve> { new("formula, all data", "#1d2733", Points(full)) { Style = CurveStyle.Dashed } };
        var (worst, uncorrected) = (0.0, new List<double>());
        var rows = new List<IReadOnlyList<string>>();
        foreach (var batch in new[] { 16, 32, 64, 256 })
        {
            context.Step($"batches of {batch}");
            var formula = Forms.BatchVicReg(1, Dim, batch).Filter.Apply(rho, Dim).Variances;
            var measured = Train(context, rho, batch, context.Size(2500, 8000));
            var error = formula.Zip(measured, (a, b) => Math.Abs(a - b)).Max();
            worst = Math.Max(worst, error);
            uncorrected.Add(full.Zip(measured, (a, b) => Math.Abs(a - b)).Max());
            var colour = Palette.Classes[curves.Count / 2];
            curves.Add(new Curve($"batch {batch}", colour, Points(formula)) { Style = CurveStyle.Line });
            curves.Add(new Curve("", colour, Points(measured)) { Style = CurveStyle.Dots });
            rows.Add([$"{batch}", Shown(formula), Shown(measured), Words.Of(error, 4), Words.Of(uncorrected[^1], 3)]);
        }

        findings.Below("corrected", "variances learnt by stochastic descent against the corrected formula, batches of 16, 32, 64, 256: largest difference", 0.03, worst);
        findings.Near("fixture", "variance for K = 2, lambda = 0, batch 16: 1 / 1.2", 0.8333, Forms.BatchVicReg(1, 2, 16).Filter.Apply([1, 1], 2).Variances[0], 5e-5);
        findings.Holds("uncorrected", "the formula for all data is off by more, the smaller the batch", "falling with the batch", Words.Of(uncorrected.Select(u => Math.Round(u, 3))), uncorrected.Zip(uncorrected.Skip(1), (a, b) => a > b).All(v => v));
        findings.Add(new Figure("Variance along the directions", "Lines: formula with correction. Dots: stochastic descent on the training loss.", curves, new ChartAxes("direction", "variance")));
        findings.Add(new Table("Variances", "Directions 1, 6, 11 and 16.", ["batch", "corrected formula", "learnt", "largest error", "error of the uncorrected formula"], rows));
    }

    private static List<(double X, double Y)> Points(double[] values) => [.. values.Select((v, k) => (k + 1.0, v))];

    private static string Shown(double[] v) => string.Join(" ", new[] { 0, 5, 10, 15 }.Select(k => Words.Of(v[k], 3)));

    /// <summary>The training loss of the product on fresh Gaussian pairs, a linear encoder, steps that shrink; variances averaged over the second half.</summary>
    private static double[] Train(ExperimentContext context, double[] rho, int batch, int steps)
    {
        using var rng = new Rng(context.Seed + batch);
        var method = Methods.Named("vicreg");
        var text = new[] { ("variance-form", "squared"), ("invariance", "16"), ("variance", "16"), ("covariance", "8") };
        var options = OptionSet.Read(method.OptionsType, text.Select(t => KeyValuePair.Create(t.Item1, t.Item2)), "method 'vicreg'");
        using var objective = method.Create(options, new ObjectiveContext(Dim, 0, null));
        using var outer = new TensorScope();
        var keep = Tensor.From(rho, Dim);
        var spread = Tensor.From(Array.ConvertAll(rho, r => Math.Sqrt(1 - (r * r))), Dim);
        var weight = new Matrix(Dim, Dim);
        for (var k = 0; k < Dim; k++) weight[k, k] = 1;
        var (sums, count) = (new double[Dim], 0);
        for (var step = 0; step < steps; step++)
        {
            if (step % 500 == 0) context.Step(string.Create(CultureInfo.InvariantCulture, $"batches of {batch}, step {step}"));
            using var scope = new TensorScope();
            var x = Tensor.RandomNormal(rng, [batch, Dim], ElementType.Float64);
            var y = (x * keep) + (Tensor.RandomNormal(rng, [batch, Dim], ElementType.Float64) * spread);
            var (_, slope) = RowDescent.Slope(w => objective.Terms(new ViewEmbeddings([x.MatMul(w), y.MatMul(w)])).Total, weight.Values, Dim, Dim);
            var rate = 0.02 * Math.Pow(0.02, (double)step / steps);
            for (var i = 0; i < slope.Length; i++) weight.Values[i] -= rate * slope[i];
            if (step < steps / 2) continue;
            count++;
            for (var k = 0; k < Dim; k++)
            {
                foreach (var w in weight.Row(k)) sums[k] += w * w;
            }
        }

        return Array.ConvertAll(sums, s => s / count);
    }
}
