using Semblance.Insight.Capacity;
using Semblance.Insight.Experiments.Spectral;
using Semblance.Networks.Layers;
using Semblance.Numerics;
using Semblance.Pairs.Moments;
using Semblance.Pairs.Synthetic;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.InductiveBias;

/// <summary>Linear encoders on the hypercube: as many dimensions as clean coordinates.</summary>
internal sealed class LinearHypercube : Experiment
{
    private const int Rotations = 20;

    public override string Id => "E5";

    public override string Title => "Hypercube, linear encoders";

    public override string Source => "HaoChen and Ma 2023, example 5.1 and theorem 5.3";

    public override string Shows => "s dimensions give every clean sign exactly, fewer give k of s on average, and the spurious coordinates have a known alignment: 1/14 for factors from 1/2 to 1, 1/2 for factors from 0.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (var (dim, clean, count) in new[] { (10, 3, 2000), (50, 10, 20_000) })
        {
            foreach (var (low, exact) in new[] { (0.5, 1 / 14.0), (0, 0.5) }) Exact(context, findings, (dim, clean, count), low, exact, rows);
        }

        findings.Add(new Table("Closed form on a sample", "Alignment of clean and spurious coordinates; error of a head on the mean clean sign.", ["d, s, samples, low", "largest clean", "mean spurious", "exact", "error at k = s", "at k = s / 2"], rows));
        Descent(context, findings);
    }

    private static void Exact(ExperimentContext context, Findings findings, (int Dim, int Clean, int Count) size, double low, double exact, List<IReadOnlyList<string>> rows)
    {
        context.Step($"closed form, d {size.Dim}, low {Words.Of(low)}");
        using var scope = new TensorScope();
        var drawn = SyntheticCatalog.Model(FormattableString.Invariant($"hypercube:dim={size.Dim},clean={size.Clean},low={low}")).Draw(size.Count, 2, context.Seed);
        var spectrum = AlignmentSpectrum.Of(PairMomentsOf.Views([.. drawn.Views], size.Dim), hasConstant: false);
        var (clean, spurious) = (spectrum.Values.Take(size.Clean).Max(Math.Abs), spectrum.Values.Skip(size.Clean).Average());
        var x = Tensor.From(drawn.Views[0], drawn.Count, size.Dim);
        var full = Errors(spectrum.Evaluate(x, size.Clean), drawn, size.Clean);
        var half = Rotated(context, spectrum.Evaluate(x, size.Clean), drawn, size.Clean);
        var name = $"{size.Dim}-{Words.Of(low)}";
        findings.Below($"clean-{name}", $"d {size.Dim}, low {Words.Of(low)}: largest alignment of the clean coordinates", 1e-12, clean);
        findings.Near($"spurious-{name}", $"mean alignment of the spurious coordinates, exactly {Words.Of(exact, 6)}", exact, spurious, 0.005);
        findings.Below($"error-{name}", "k = s: largest error of a head on a clean sign", 1e-10, full.Max());
        findings.Near($"half-{name}", $"k = {size.Clean / 2} of {size.Clean}: mean error over the clean signs and over random minimisers, 1 - k / s", 1 - (size.Clean / 2 / (double)size.Clean), half, 0.01);
        rows.Add([$"{size.Dim}, {size.Clean}, {size.Count}, {Words.Of(low)}", Words.Of(clean), Words.Of(spurious, 5), Words.Of(exact, 5), Words.Of(full.Max()), Words.Of(half, 4)]);
    }

    /// <summary>Mean error on s / 2 functions: within the span of the clean coordinates every rotation is a minimiser, so it is averaged over rotations.</summary>
    private static double Rotated(ExperimentContext context, Tensor functions, SyntheticViews drawn, int clean)
    {
        using var rng = new Rng(context.Seed + 5);
        return Enumerable.Range(0, Rotations).Average(_ =>
        {
            using var scope = new TensorScope();
            var frame = Subspace.Orthonormalise(Draw.Normal(rng, clean, clean / 2));
            return Errors(functions.MatMul(frame.ToTensor()), drawn, clean).Average();
        });
    }

    private static void Descent(ExperimentContext context, Findings findings)
    {
        const int steps = 4000;
        var rows = new List<IReadOnlyList<string>>();
        foreach (var (k, low, lambda) in context.Size<(int, double, double)[]>([(5, 0.5, 1), (8, 0.5, 1), (3, 0.5, 1)], [(5, 0.5, 1), (5, 0, 1), (8, 0.5, 1), (3, 0.5, 1), (5, 0.5, 0.1)]))
        {
            var found = Enumerable.Range(0, context.Size(1, 3)).Select(seed => Train(context, k, low, lambda, lambda < 1 ? 3 * steps : steps, seed)).ToList();
            var errors = found.Select(f => f.Errors.Average()).ToList();
            var losses = found.Select(f => f.Loss).ToList();
            var theory = AlignmentLoss.Minimum([.. Enumerable.Repeat(0.0, 5), .. Enumerable.Repeat(low == 0 ? 0.5 : 1 / 14.0, 15)], k, lambda);
            var name = $"descent-{k}-{Words.Of(low)}-{Words.Of(lambda)}";
            if (k >= 5) findings.Below(name, $"descent with k {k}, low {Words.Of(low)}, lambda {Words.Of(lambda)}: mean error of the clean signs, largest over seeds", 2e-3, errors.Max());
            else findings.Near(name, $"descent with k {k} of 5: mean error of the clean signs, 1 - k / s", 0.4, errors.Average(), 0.005);
            if (k == 8) findings.Near("descent-loss", "k 8: loss of the three spurious outputs, 3 (mu - mu^2 / 4)", theory, losses.Average(), 0.02);
            rows.Add([$"{k}", Words.Of(low), Words.Of(lambda), Words.Of(errors.Select(e => Math.Round(e, 6))), Words.Of(losses.Select(l => Math.Round(l, 4))), Words.Of(theory, 4)]);
        }

        findings.Add(new Table("Stochastic descent, d 20, s 5", "Batches of 256, rate 0.05 with a cosine; one number for each seed.", ["k", "low", "lambda", "mean error", "loss", "least loss"], rows));
    }

    private static (double[] Errors, double Loss) Train(ExperimentContext context, int k, double low, double lambda, int steps, int seed)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(context.Seed + seed);
        var training = new SmallTraining(SyntheticCatalog.Model(FormattableString.Invariant($"hypercube:dim=20,clean=5,low={low}"))) { Steps = steps, Batch = 256, Rate = 0.05, Lambda = lambda, Optimiser = "sgd", Seed = context.Seed + seed };
        using var network = new Linear(20, k, rng, bias: false);
        training.Run(network, step => context.Step($"descent, k {k}, low {Words.Of(low)}, lambda {Words.Of(lambda)}, step {step}"));
        var (first, _, truth, loss) = training.Measure(network, 20_000);
        return (Errors(first, truth, 5), loss);
    }

    /// <summary>Error of a head on each clean sign.</summary>
    private static double[] Errors(Tensor functions, SyntheticViews truth, int clean) =>
        [.. Enumerable.Range(0, clean).Select(i => LinearHead.Judge(functions, LinearHead.Signs(truth.Factors[i == 0 ? 0 : i + 1])).Error)];
}
