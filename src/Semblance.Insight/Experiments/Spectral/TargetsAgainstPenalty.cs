using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Pairs.Relations;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>Which targets an encoder serves depends on its penalty.</summary>
internal sealed class TargetsAgainstPenalty : Experiment
{
    private const int Dim = 8, Test = 1700, Features = 20;
    private static readonly double[] Penalties = [.. Enumerable.Range(0, 9).Select(k => Math.Pow(10, -2 + (0.4 * k)))];
    private static readonly double[] PublishedInvariant = [.003, .004, .007, .018, .109, .572, .898, .999, 1.0];
    private static readonly double[] PublishedOther = [.669, .669, .668, .663, .633, .320, .173, .155, .162];

    public override string Id => "E18";

    public override string Title => "Invariant and other targets against the penalty";

    public override string Source => "Cabannes et al. 2023, The SSL Interplay, downstream trade-off (sphere in 8 dimensions, cyclic shifts, arc-cosine kernel, 20 features)";

    public override string Shows => "With a small penalty the encoder follows the augmentation and serves a target that shifts leave alone; with a large one it follows the kernel and serves simple targets, invariant or not.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        const int samples = 300;
        var trials = context.Size(1, 3);
        using var rng = new Rng(context.Seed);
        var (invariant, other) = (new double[Penalties.Length], new double[Penalties.Length]);
        for (var trial = 0; trial < trials; trial++)
        {
            using var scope = new TensorScope();
            var (train, test, direction) = (Sphere(rng, samples), Sphere(rng, Test), Sphere(rng, 1));
            var views = Matrix.From(Tensor.Cat([train, train.Roll(1, 1), train.Roll(-1, 1)]));
            var encoders = new KernelEncoders("arc-cosine:2", views);
            var features = encoders.Map(Matrix.From(test));
            var relation = Relation.FromViews(samples, 3).Adjacency;
            for (var k = 0; k < Penalties.Length; k++)
            {
                context.Step($"trial {trial + 1} of {trials}, penalty {Words.Of(Penalties[k], 2)}");
                var embedding = KernelEncoders.Encode(features, encoders.Solve(relation, Penalties[k], Features));
                invariant[k] += Unexplained(embedding, Invariant(test, direction)) / trials;
                other[k] += Unexplained(embedding, test.MatMul(direction.Transpose())) / trials;
            }
        }

        Claims(findings, invariant, other);
        findings.Add(new Figure(
            "Unexplained share of each target", "Lines: measured, mean of a few seeds. Dots: published.",
            [
                new Curve("invariant target (degree 3)", Palette.First, Points(invariant)) { Style = CurveStyle.Line }, new Curve("other target (degree 1)", Palette.Second, Points(other)) { Style = CurveStyle.Line },
                new Curve("", Palette.First, Points(PublishedInvariant)) { Style = CurveStyle.Dots }, new Curve("", Palette.Second, Points(PublishedOther)) { Style = CurveStyle.Dots },
            ],
            new ChartAxes("penalty", "share of variance not explained", LogX: true)));
    }

    private static void Claims(Findings findings, double[] invariant, double[] other)
    {
        const string note = "The published code's sampling, scaling of the graph by the number of views and choice of the degree-1 target are not known; the curve's shape and the crossing do not depend on them, single values between its ends do.";
        findings.Between("cross", "penalty at which the two curves cross", 0.4, 1.6, Crossing(invariant, other));
        findings.AtMost("small", "invariant target at the smallest penalty", 0.01, invariant[0]);
        findings.Near("large", "invariant target at the largest penalty", 1, invariant[^1], 0.1);
        findings.Holds("trade", "what one target gains the other loses, from the smallest to the largest penalty", "invariant rises, other falls", $"{Words.Of(invariant[0], 3)} to {Words.Of(invariant[^1], 3)}, {Words.Of(other[0], 3)} to {Words.Of(other[^1], 3)}", invariant[^1] > invariant[0] && other[^1] < other[0]);
        findings.Near("invariant", "invariant target at 9 penalties from .01 to 15.8", PublishedInvariant, [.. invariant.Select(v => Math.Round(v, 4))], 0.1, note);
        findings.Near("other", "other target at the same penalties", PublishedOther, [.. other.Select(v => Math.Round(v, 4))], 0.1, note);
    }

    private static List<(double X, double Y)> Points(double[] values) => [.. values.Select((v, k) => (Penalties[k], v))];

    private static double Crossing(double[] a, double[] b)
    {
        for (var k = 1; k < a.Length; k++)
        {
            var (before, after) = (b[k - 1] - a[k - 1], b[k] - a[k]);
            if (before > 0 && after <= 0) return Penalties[k - 1] * Math.Pow(Penalties[k] / Penalties[k - 1], before / (before - after));
        }

        return double.NaN;
    }

    private static Tensor Sphere(Rng rng, int count) => Tensor.RandomNormal(rng, [count, Dim], ElementType.Float64).Normalize();

    /// <summary>The harmonic polynomial of degree 3 of the angle to a direction, averaged over all cyclic shifts.</summary>
    private static Tensor Invariant(Tensor x, Tensor direction)
    {
        var sum = Tensor.Zeros([x.Size(0), 1], ElementType.Float64);
        for (var shift = 0; shift < Dim; shift++)
        {
            var cosine = x.Roll(shift, 1).MatMul(direction.Transpose());
            sum += ((cosine * cosine * cosine * (Dim + 2)) - (cosine * 3)) * (1.0 / (Dim - 1));
        }

        return sum;
    }

    private static double Unexplained(Tensor embedding, Tensor target)
    {
        var (q, _) = embedding.Qr();
        return (target - q.MatMul(q.Transpose().MatMul(target))).Square().Sum().Item() / target.Square().Sum().Item();
    }
}
