using Semblance.Insight.Experiments.Spectral;
using Semblance.Numerics;
using Semblance.Pairs.Synthetic;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.InductiveBias;

/// <summary>Lipschitz encoders on separated manifolds: they cannot tell the parts of a manifold apart, whatever else they do.</summary>
internal sealed class LipschitzManifolds : Experiment
{
    private const double Violation = 0.04;

    public override string Id => "E8";

    public override string Title => "Separated manifolds, Lipschitz encoders";

    public override string Source => "HaoChen and Ma 2023, example 5.7 and theorem 5.9; the bound with constants is derived";

    public override string Shows => "With as many dimensions as manifolds every Lipschitz minimiser gives the manifold within (P_max / P_min)(diameter / distance)^2; without the limit the worst minimiser gives nothing, and a random one 1 / parts.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        var rows = new List<IReadOnlyList<string>>();
        (int Manifolds, int Parts, double Distance, double Diameter)[] cases = [(3, 4, 4.25, 0.4), (3, 4, 4.5, 0.8), (4, 3, 5.52, 1.5), (2, 5, 3.64, 0.86)];
        foreach (var (manifolds, parts, distance, diameter) in cases.Take(context.Size(2, 4)))
        {
            var places = Places(context, manifolds, parts, distance, diameter);
            var (apart, wide) = Extent(places, parts);
            var bound = wide * wide / (apart * apart);
            context.Step($"worst Lipschitz minimiser of {manifolds} manifolds of {parts} parts");
            var search = new LipschitzSearch(places, manifolds, parts);
            var limit = Math.Sqrt(2 * manifolds) / apart;
            var worst = Enumerable.Range(0, context.Size(2, 5)).Select(seed => search.Worst(limit, context.Seed + seed, context.Size(800, 2000))).Where(w => w.Violation <= Violation).Select(w => w.Error).DefaultIfEmpty(double.NaN).Max();
            var free = search.Worst(double.PositiveInfinity, context.Seed, 600).Error;
            var name = $"{manifolds}-{parts}";
            findings.AtMost($"lipschitz-{name}-{Words.Of(diameter)}", $"{manifolds} manifolds of {parts} parts, distance {Words.Of(apart, 3)}, diameter {Words.Of(wide, 3)}: worst minimiser found within the limit, at most the bound", bound, worst);
            findings.Above($"free-{name}-{Words.Of(diameter)}", "without the limit: worst minimiser", 0.99, free);
            rows.Add([$"{manifolds}, {parts}, {Words.Of(apart, 2)}, {Words.Of(wide, 2)}", Words.Of(worst, 4), Words.Of(bound, 4), Words.Of(free, 3)]);
        }

        findings.Add(new Table("Worst minimisers", $"Found by search over tables with exactly whitened outputs; excess over the Lipschitz limit at most {Words.Of(100 * Violation)}%.", ["manifolds, parts, distance, diameter", "worst found", "bound", "without limit"], rows));
        Table(context, findings);
        Network(context, findings);
    }

    /// <summary>Descent on a table finds a random subspace of all functions of the parts.</summary>
    private static void Table(ExperimentContext context, Findings findings)
    {
        const int manifolds = 3, parts = 6;
        using var rng = new Rng(context.Seed + 8);
        var seeds = context.Size(100, 300);
        var errors = new List<double>();
        context.Step("tables");
        for (var seed = 0; seed < seeds; seed++)
        {
            using var scope = new TensorScope();
            var table = RowDescent.Run(t => (t.Transpose().MatMul(t) * (1.0 / (manifolds * parts)) - Tensor.Eye(t.Size(1), ElementType.Float64)).Square().Sum(), Draw.Normal(rng, manifolds * parts, manifolds, 0.3), 200).Point;
            var (x, y) = (table.ToTensor(), LinearHead.OneHot([.. Enumerable.Range(0, manifolds * parts).Select(p => p / parts)], manifolds).ToTensor());
            errors.Add((x.MatMul(LinearHead.Weights(x, y)) - y).Square().Sum().Item() / (manifolds * parts));
        }

        findings.Near("table", $"descent on a table, 3 manifolds of 6 parts, k = 3: mean error over {seeds} starts, 1 - 1 / parts", 1 - (1.0 / parts), errors.Average(), 0.02);
    }

    private static void Network(ExperimentContext context, Findings findings)
    {
        const int manifolds = 3, parts = 4;
        const double distance = 4, diameter = 5;
        var places = Places(context, manifolds, parts, distance, diameter);
        var (apart, wide) = Extent(places, parts);
        var limit = 1.2 * Math.Sqrt(2 * manifolds) / apart;
        for (var seed = 0; seed < context.Size(1, 3); seed++)
        {
            using var scope = new TensorScope();
            using var rng = new Rng(context.Seed + seed);
            using var network = new LipschitzNetwork(8, 64, manifolds, limit, rng);
            var training = new SmallTraining(SyntheticCatalog.Model(Spec(context, manifolds, parts, distance, diameter))) { Steps = context.Size(600, 2000), Batch = 256, Seed = context.Seed + seed };
            training.Run(network, step => context.Step($"Lipschitz network, seed {seed}, step {step}"));
            var (first, _, truth, loss) = training.Measure(network, 5000);
            var (error, accuracy) = LinearHead.Judge(first, LinearHead.OneHot(truth.Factors[0], manifolds));
            var bound = limit * limit * wide * wide / (2 * manifolds);
            findings.AtMost($"network-{seed}", $"Lipschitz network at 1.2 times the least admissible constant, diameter / distance {Words.Of(wide / apart, 2)}, seed {seed}, loss {Words.Of(Math.Max(0, loss), 4)}: error, at most P_max (constant * diameter)^2 / 2", bound, error);
            findings.Above($"network-accuracy-{seed}", "its accuracy on manifolds", 0.99, accuracy);
        }
    }

    private static string Spec(ExperimentContext context, int manifolds, int parts, double distance, double diameter) =>
        FormattableString.Invariant($"manifolds:manifolds={manifolds},parts={parts},distance={distance},diameter={diameter},jitter=0.001,seed={context.Seed}");

    /// <summary>Centres of all parts, [manifolds * parts, dim], those of a manifold together.</summary>
    private static Matrix Places(ExperimentContext context, int manifolds, int parts, double distance, double diameter)
    {
        var model = SyntheticCatalog.Model(Spec(context, manifolds, parts, distance, diameter));
        var drawn = model.Draw(400 * manifolds * parts, 1, context.Seed);
        var (sums, counts) = (new Matrix(manifolds * parts, model.Dim), new int[manifolds * parts]);
        for (var i = 0; i < drawn.Count; i++)
        {
            var part = drawn.Factors[1][i];
            counts[part]++;
            for (var d = 0; d < model.Dim; d++) sums[part, d] += drawn.Views[0][(i * model.Dim) + d];
        }

        for (var p = 0; p < counts.Length; p++)
        {
            for (var d = 0; d < model.Dim; d++) sums[p, d] /= counts[p];
        }

        return sums;
    }

    /// <summary>Smallest distance between manifolds and largest diameter of one.</summary>
    private static (double Apart, double Wide) Extent(Matrix places, int parts)
    {
        var (apart, wide) = (double.PositiveInfinity, 0.0);
        for (var i = 0; i < places.Rows; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var distance = Math.Sqrt(Enumerable.Range(0, places.Columns).Sum(d => Math.Pow(places[i, d] - places[j, d], 2)));
                if (i / parts == j / parts) wide = Math.Max(wide, distance);
                else apart = Math.Min(apart, distance);
            }
        }

        return (apart, wide);
    }
}
