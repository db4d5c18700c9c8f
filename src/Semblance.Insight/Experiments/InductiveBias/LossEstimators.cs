using Semblance.Insight.Capacity;
using Semblance.Insight.Experiments.Spectral;
using Semblance.Numerics;
using Semblance.Objectives;
using Semblance.Objectives.SpectralContrastive;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.InductiveBias;

/// <summary>Which batch estimators of the loss are unbiased, how wrong the plug-in one is, and whether gradients are right.</summary>
internal sealed class LossEstimators : Experiment
{
    private const int Points = 12, Naturals = 15, Outputs = 3, Batch = 16;

    public override string Id => "E2";

    public override string Title => "Estimates from batches";

    public override string Source => "HaoChen et al. 2021, claim E.2 and the authors' code; the plug-in bias is derived";

    public override string Shows => "The official estimator, the one over all view blocks and the U-statistic are unbiased; squaring a batch's own moments is biased by a known amount.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var rng = new Rng(context.Seed + 2);
        var (kernels, shares) = (new Matrix(Naturals, Points, [.. Draw.Uniform(rng, Naturals * Points).Select(u => u * u * u)]), Draw.Uniform(rng, Naturals));
        var graph = RandomGraph.Of(kernels, shares);
        var table = Draw.Normal(rng, Points, Outputs, 0.7);
        const double lambda = 2;
        var (spectral, generalised) = (graph.Spectral2021(table.ToTensor()).Item(), graph.Generalised(table.ToTensor(), lambda).Item());
        var count = context.Size(20_000, 60_000);
        var sums = new (double Sum, double Squares)[4];
        var random = new Random(unchecked((int)context.Seed) + 2);
        using var official = Methods.Named("spectral").Create(new SpectralContrastiveOptions(), new ObjectiveContext(Outputs, 0, null));
        for (var b = 0; b < count; b++)
        {
            if (b % 2000 == 0) context.Step($"batch {b} of {count}");
            using var scope = new TensorScope();
            using var silent = new NoGradient();
            var (first, second) = Pairs(random, kernels, shares, table);
            double[] losses =
            [
                official.Terms(new ViewEmbeddings([first, second])).Total.Item(), AlignmentLoss.Unbiased(first, second, 1).Item() - Outputs,
                AlignmentLoss.Unbiased(first, second, lambda).Item(), AlignmentLoss.PlugIn(first, second, lambda).Item(),
            ];
            for (var k = 0; k < 4; k++) sums[k] = (sums[k].Sum + losses[k], sums[k].Squares + (losses[k] * losses[k]));
        }

        Judge(findings, sums, count, [spectral, spectral, generalised, generalised], PlugInBias(graph, kernels, shares, table, lambda));
        Slopes(rng, findings);
    }

    private static void Judge(Findings findings, (double Sum, double Squares)[] sums, int count, double[] truth, double bias)
    {
        string[] names = ["official", "all-blocks", "u-statistic", "plug-in"];
        var rows = new List<IReadOnlyList<string>>();
        for (var k = 0; k < 4; k++)
        {
            var mean = sums[k].Sum / count;
            var deviation = Math.Sqrt((sums[k].Squares / count) - (mean * mean));
            var z = (mean - truth[k]) / (deviation / Math.Sqrt(count));
            rows.Add([names[k], Words.Of(truth[k], 5), Words.Of(mean, 5), Words.Of(deviation, 4), Words.Of(z, 2)]);
            if (k < 3) findings.Below(names[k], $"{names[k]}: distance of the mean of {count} batches of {Batch} from the population, in standard errors", 4, Math.Abs(z));
            else findings.Near("plug-in-bias", "plug-in moments: bias over the derived one", 1, (mean - truth[k]) / bias, 0.1);
        }

        findings.Add(new Table("Estimators", "L for the first two, L_lambda with lambda 2 for the others.", ["estimator", "population", "mean", "deviation", "standard errors off"], rows));
    }

    /// <summary>lambda (E|f|^4 / 2 + E|E[f f' | s]|^2 / 2 - |E f f'|^2) / n.</summary>
    private static double PlugInBias(RandomGraph graph, Matrix kernels, double[] shares, Matrix table, double lambda)
    {
        var (w, all) = (graph.Marginal, shares.Sum());
        var fourth = Enumerable.Range(0, Points).Sum(x => w[x] * Math.Pow(Enumerable.Range(0, Outputs).Sum(k => table[x, k] * table[x, k]), 2));
        double Norm(Func<int, double> weight) => Enumerable.Range(0, Outputs * Outputs).Sum(e => Math.Pow(Enumerable.Range(0, Points).Sum(x => weight(x) * table[x, e / Outputs] * table[x, e % Outputs]), 2));
        var within = 0.0;
        for (var s = 0; s < Naturals; s++)
        {
            var row = kernels.Row(s).ToArray();
            var sum = row.Sum();
            within += shares[s] / all * Norm(x => row[x] / sum);
        }

        return lambda * ((fourth / 2) + (within / 2) - Norm(x => w[x])) / Batch;
    }

    private static (Tensor First, Tensor Second) Pairs(Random random, Matrix kernels, double[] shares, Matrix table)
    {
        var (first, second) = (new double[Batch * Outputs], new double[Batch * Outputs]);
        for (var i = 0; i < Batch; i++)
        {
            var s = Pick(random, shares);
            table.Row(Pick(random, kernels.Row(s))).CopyTo(first.AsSpan(i * Outputs));
            table.Row(Pick(random, kernels.Row(s))).CopyTo(second.AsSpan(i * Outputs));
        }

        return (Tensor.From(first, Batch, Outputs), Tensor.From(second, Batch, Outputs));
    }

    private static int Pick(Random random, ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        foreach (var w in weights) sum += w;
        var at = random.NextDouble() * sum;
        for (var k = 0; k < weights.Length - 1; k++)
        {
            if ((at -= weights[k]) < 0) return k;
        }

        return weights.Length - 1;
    }

    /// <summary>Gradients against central differences.</summary>
    private static void Slopes(Rng rng, Findings findings)
    {
        var start = Draw.Normal(rng, 2 * Batch, Outputs);
        using var official = Methods.Named("spectral").Create(new SpectralContrastiveOptions(), new ObjectiveContext(Outputs, 0, null));
        (string, Func<Tensor, Tensor, Tensor>)[] losses =
        [
            ("official", (a, b) => official.Terms(new ViewEmbeddings([a, b])).Total), ("u-statistic", (a, b) => AlignmentLoss.Unbiased(a, b, 2)), ("plug-in", (a, b) => AlignmentLoss.PlugIn(a, b, 2)),
        ];
        foreach (var (name, loss) in losses)
        {
            Tensor Of(Tensor z) => loss(z.Narrow(0, 0, Batch), z.Narrow(0, Batch, Batch));
            var (_, gradient) = RowDescent.Slope(Of, start.Values, 2 * Batch, Outputs);
            var worst = 0.0;
            for (var k = 0; k < gradient.Length; k += 7)
            {
                double At(double step)
                {
                    using var scope = new TensorScope();
                    double[] moved = [.. start.Values];
                    moved[k] += step;
                    return Of(Tensor.From(moved, 2 * Batch, Outputs)).Item();
                }

                worst = Math.Max(worst, Math.Abs(((At(1e-5) - At(-1e-5)) / 2e-5) - gradient[k]));
            }

            findings.Below($"gradient-{name}", $"gradient of the {name} estimator against central differences, largest difference", 1e-6, worst);
        }
    }
}
