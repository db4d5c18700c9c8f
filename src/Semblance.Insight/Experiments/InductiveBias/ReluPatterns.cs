using Semblance.Insight.Capacity;
using Semblance.Networks;
using Semblance.Networks.Layers;
using Semblance.Pairs.Moments;
using Semblance.Pairs.Synthetic;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.InductiveBias;

/// <summary>ReLU networks on sign patterns: the product of two clean signs at k = 2^s.</summary>
internal sealed class ReluPatterns : Experiment
{
    private const int Dim = 6, Clean = 2, Outputs = 4;

    public override string Id => "E7";

    public override string Title => "Sign patterns, ReLU networks";

    public override string Source => "HaoChen and Ma 2023, definition 5.5 and theorem 5.6";

    public override string Shows => "Two-layer networks find every function of the clean signs with 2^s outputs; linear encoders do not find the product. With factors that stay away from 0 a spurious network of four neurons is as invariant.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        Constructed(context, findings);
        var seeds = context.Size(3, 5);
        var rows = new List<IReadOnlyList<string>>();
        var fine = 0;
        for (var seed = 0; seed < seeds; seed++)
        {
            var (characters, spurious, spectrum) = Train(context, 0, seed, isLinear: false);
            if (characters.Max() < 0.01) fine++;
            rows.Add([$"ReLU, low 0, seed {seed}", Words.Of(characters.Select(c => Math.Round(c, 5))), Words.Of(spurious, 3), Words.Of(spectrum.Max(), 5)]);
        }

        findings.Between("relu", $"seeds of {seeds} on which every non-constant function of the clean signs has an error below 0.01, at least 4 of 5", Math.Ceiling(0.8 * seeds), seeds, fine);
        var linear = Train(context, 0, 0, isLinear: true);
        rows.Add(["linear, low 0", Words.Of(linear.Characters.Select(c => Math.Round(c, 5))), Words.Of(linear.Spurious, 3), Words.Of(linear.Spectrum.Max(), 5)]);
        findings.Above("linear", "linear encoder with four outputs: error of the product", 0.95, linear.Characters[2]);
        for (var seed = 0; seed < context.Size(0, 3); seed++)
        {
            var (characters, spurious, spectrum) = Train(context, 0.5, seed, isLinear: false);
            rows.Add([$"ReLU, low 1/2, seed {seed}", Words.Of(characters.Select(c => Math.Round(c, 5))), Words.Of(spurious, 3), Words.Of(spectrum.Max(), 5)]);
        }

        findings.Add(new Table("Error of a head", "First sign, second sign, their product; the sign of a spurious coordinate; largest alignment of the four outputs. With low 1/2 nothing forbids spurious solutions, so no claim is made of it.", ["encoder", "clean signs, product", "spurious sign", "largest alignment"], rows));
    }

    /// <summary>x_1 sign(x_j) as four neurons: exact where |x_j| stays at 1/2 or more.</summary>
    private static void Constructed(ExperimentContext context, Findings findings)
    {
        static double Relu(double v) => Math.Max(0, v);
        static double Network(double a, double b) => 0.5 * (Relu((2 * b) + a) - Relu((2 * b) - a) - Relu((-2 * b) + a) + Relu((-2 * b) - a));
        double Worst(string low, Func<double, double, double> measure)
        {
            var drawn = SyntheticCatalog.Model($"sign-patterns:low={low}").Draw(20_000, 1, context.Seed).Views[0];
            return Enumerable.Range(0, 20_000).Select(i => measure(drawn[i * Dim], drawn[(i * Dim) + Dim - 1])).ToList() is var all && low == "0.5" ? all.Max() : all.Average();
        }

        findings.Below("counter-example", "factors from 1/2: largest distance of the four-neuron network from x_1 sign(x_6)", 1e-12, Worst("0.5", (a, b) => Math.Abs(Network(a, b) - (a * Math.Sign(b)))));
        findings.Near("counter-example-0", "factors from 0: its mean squared distance, 1/6", 1 / 6.0, Worst("0", (a, b) => Math.Pow(Network(a, b) - (a * Math.Sign(b)), 2)), 0.01);
    }

    private static (double[] Characters, double Spurious, IReadOnlyList<double> Spectrum) Train(ExperimentContext context, double low, int seed, bool isLinear)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(context.Seed + seed);
        var training = new SmallTraining(SyntheticCatalog.Model(FormattableString.Invariant($"sign-patterns:dim={Dim},clean={Clean},low={low}"))) { Steps = context.Size(2000, 4000), Seed = context.Seed + seed };
        using Module network = isLinear ? new Linear(Dim, Outputs, rng, bias: false) : new Sequential(new Linear(Dim, 64, rng), new Relu(), new Linear(64, Outputs, rng));
        training.Run(network, step => context.Step($"{(isLinear ? "linear" : "ReLU")}, low {Words.Of(low)}, seed {seed}, step {step}"));
        var (first, second, truth, _) = training.Measure(network, 20_000);
        double Error(int factor) => LinearHead.Judge(first, LinearHead.Signs(truth.Factors[factor])).Error;
        var spectrum = AlignmentSpectrum.Of(PairMomentsOf.Views([first.ToArray<double>(), second.ToArray<double>()], Outputs), hasConstant: false, tolerance: 1e-6);
        return ([Error(1), Error(2), Error(3)], Error(4), spectrum.Values);
    }
}
