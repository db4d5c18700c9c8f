using Semblance.Networks;
using Semblance.Networks.Layers;
using Semblance.Pairs.Synthetic;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.InductiveBias;

/// <summary>A pattern at a random place: convolution needs a dimension for each pattern, full connection one for each place and pattern.</summary>
internal sealed class ConvolutionalPatch : Experiment
{
    private const int Dim = 12, Size = 2, Patterns = 4;

    public override string Id => "E9";

    public override string Title => "Informative patch, convolution against full connection";

    public override string Source => "HaoChen and Ma 2023, example 5.10 and theorem 5.12";

    public override string Shows => "With 2^s outputs a convolutional encoder tells the patterns apart; a fully connected one reaches as low a loss and does not.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using (var exact = Constructed())
        {
            var drawn = SyntheticCatalog.Model($"patch:dim={Dim},size={Size}").Draw(5000, 1, context.Seed);
            using var silent = new NoGradient();
            var outputs = exact.Forward(Tensor.From(drawn.Views[0], 5000, Dim)).ToArray<double>();
            var worst = outputs.Select((v, k) => Math.Abs(v - (drawn.Factors[0][k / Patterns] == k % Patterns ? 1 : 0))).Max();
            findings.Below("constructed", "a convolutional network of four channels that is the indicator of each pattern: largest error on 5,000 samples", 1e-12, worst);
        }

        var rows = new List<IReadOnlyList<string>>();
        for (var seed = 0; seed < context.Size(1, 3); seed++)
        {
            var cnn = Train(context, seed, isConvolutional: true);
            var mlp = Train(context, seed, isConvolutional: false);
            findings.Above($"cnn-accuracy-{seed}", $"convolutional, seed {seed}: accuracy of the pattern", 0.98, cnn.Accuracy);
            findings.Below($"cnn-error-{seed}", "convolutional: error of the one-hot pattern", 0.12, cnn.Error);
            findings.Below($"mlp-accuracy-{seed}", $"fully connected, seed {seed}: accuracy of the pattern", 0.5, mlp.Accuracy);
            findings.Near($"mlp-error-{seed}", "fully connected: error of the one-hot pattern, 0.75 (1 - 3 / 47) for a random minimiser", 0.7, mlp.Error, 0.06);
            findings.Below($"losses-{seed}", "fully connected: loss, no higher than the convolutional one's or 0.1 all the same", Math.Max(cnn.Loss, 0.1), mlp.Loss);
            rows.Add([$"convolutional, seed {seed}", Words.Of(cnn.Loss, 3), Words.Of(cnn.Accuracy, 3), Words.Of(cnn.Error, 3), Words.Of(cnn.Parity, 3), Words.Of(cnn.Place, 3)]);
            rows.Add([$"fully connected, seed {seed}", Words.Of(mlp.Loss, 3), Words.Of(mlp.Accuracy, 3), Words.Of(mlp.Error, 3), Words.Of(mlp.Parity, 3), Words.Of(mlp.Place, 3)]);
        }

        findings.Add(new Table("Pattern and place", $"d {Dim}, s {Size}, k {Patterns}; chance is 0.25 for the pattern, {Words.Of(1.0 / Dim, 3)} for the place.", ["encoder", "loss", "pattern accuracy", "pattern error", "parity error", "place accuracy"], rows));
    }

    private static (double Loss, double Accuracy, double Error, double Parity, double Place) Train(ExperimentContext context, int seed, bool isConvolutional)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(context.Seed + seed);
        var training = new SmallTraining(SyntheticCatalog.Model($"patch:dim={Dim},size={Size}")) { Steps = 3000, Seed = context.Seed + seed };
        using Module network = isConvolutional ? new RingNetwork(Size, 32, Patterns, rng) : new Sequential(new Linear(Dim, 256, rng), new Relu(), new Linear(256, Patterns, rng));
        training.Run(network, step => context.Step($"{(isConvolutional ? "convolutional" : "fully connected")}, seed {seed}, step {step}"));
        var (first, _, truth, loss) = training.Measure(network, 20_000);
        var pattern = LinearHead.Judge(first, LinearHead.OneHot(truth.Factors[0], Patterns), hasIntercept: true);
        var place = LinearHead.Judge(first, LinearHead.OneHot(truth.Factors[1], Dim), hasIntercept: true);
        return (loss, pattern.Accuracy, pattern.Error, LinearHead.Judge(first, LinearHead.Signs(truth.Factors[2]), hasIntercept: true).Error, place.Accuracy);
    }

    /// <summary>Channel p fires on its own pattern and on no other window: relu(p . window - (s - (1 - g))) / (1 - g).</summary>
    private static RingNetwork Constructed()
    {
        const double background = 0.5;
        var filters = new double[Patterns * Size];
        for (var p = 0; p < Patterns; p++)
        {
            for (var k = 0; k < Size; k++) filters[(p * Size) + k] = (p >> k & 1) == 1 ? 1 : -1;
        }

        return new RingNetwork(
            Tensor.From(filters, Patterns, Size), Tensor.Full([Patterns], -(Size - (1 - background)), ElementType.Float64), Tensor.Eye(Patterns, ElementType.Float64) * (1 / (1 - background)));
    }
}
