using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Pairs.Relations;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>Unlabelled and labelled samples each help.</summary>
internal sealed class SampleSizes : Experiment
{
    private const int Features = 5, Classes = 4, Test = 1000;

    public override string Id => "E20";

    public override string Title => "Numbers of unlabelled and labelled samples";

    public override string Source => "Cabannes et al. 2023, The SSL Interplay, controlled rates (half-moons, 5 features); trend only";

    public override string Shows => "The error on new samples falls with the number of unlabelled samples the encoder is solved from and with the number of labels the probe is fitted to.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var rng = new Rng(context.Seed);
        int[] sizes = context.Size<int[]>([30, 173, 1000], [30, 72, 173, 416, 1000]);
        var trials = context.Size(3, 10);
        var errors = new double[sizes.Length, sizes.Length];
        for (var trial = 0; trial < trials; trial++)
        {
            for (var p = 0; p < sizes.Length; p++)
            {
                context.Step($"trial {trial + 1} of {trials}, {sizes[p]} unlabelled samples");
                using var scope = new TensorScope();
                var (x, _) = Moons(rng, sizes[p], 2);
                var encoders = new KernelEncoders("exponential:1", x, 200);
                var weights = encoders.Solve(Relation.FromViews(sizes[p], 2).Adjacency, 1e-2, Features);
                var (test, truth) = Moons(rng, Test, 1);
                var known = KernelEncoders.Encode(encoders.Map(test), weights);
                for (var d = 0; d < sizes.Length; d++)
                {
                    var (labelled, labels) = Moons(rng, sizes[d], 1);
                    errors[p, d] += Error(KernelEncoders.Encode(encoders.Map(labelled), weights), labels, known, truth) / trials;
                }
            }
        }

        var last = sizes.Length - 1;
        findings.Above("unlabelled", "error with 30 unlabelled samples less error with 1000, 1000 labels", 0, errors[0, last] - errors[last, last]);
        findings.Above("labelled", "error with 30 labels less error with 1000, 1000 unlabelled samples", 0, errors[last, 0] - errors[last, last]);
        findings.Add(new Figure(
            "Error on new samples", $"Mean of {trials} trials; quarter of the half-moons to be told, 5 features, 200 landmarks.",
            [.. Enumerable.Range(0, sizes.Length).Select(p => new Curve($"{sizes[p]} unlabelled", Palette.Classes[p], [.. sizes.Select((n, d) => ((double)n, errors[p, d]))]))],
            new ChartAxes("labels", "error", LogX: true)));
    }

    /// <summary>Two half-moons, noisy views stacked; the class is the moon and its half.</summary>
    private static (Matrix X, int[] Labels) Moons(Rng rng, int count, int views)
    {
        var (angle, moon) = (Draw.Uniform(rng, count), Draw.Uniform(rng, count));
        var x = Draw.Normal(rng, count * views, 2, 0.1);
        var labels = new int[count];
        for (var i = 0; i < count; i++)
        {
            var (sine, cosine) = Math.SinCos(Math.PI * angle[i]);
            var upper = moon[i] < 0.5;
            labels[i] = (upper ? 0 : 2) + (angle[i] < 0.5 ? 0 : 1);
            for (var v = 0; v < views; v++)
            {
                x[(v * count) + i, 0] += upper ? cosine : 1 - cosine;
                x[(v * count) + i, 1] += upper ? sine : 0.5 - sine;
            }
        }

        return (x, labels);
    }

    private static double Error(Tensor train, int[] labels, Tensor test, int[] truth)
    {
        var targets = Tensor.From(Array.ConvertAll(labels, l => (long)l), labels.Length).OneHot(Classes).To(ElementType.Float64);
        var moments = train.Transpose().MatMul(train);
        var ridge = Tensor.Eye(Features, ElementType.Float64) * (1e-8 * moments.Diagonal().Sum().Item());
        var guess = test.MatMul((moments + ridge).Solve(train.Transpose().MatMul(targets))).ArgMax(1);
        return 1 - guess.IsEqualTo(Tensor.From(Array.ConvertAll(truth, l => (long)l), truth.Length)).To(ElementType.Float64).Mean().Item();
    }
}
