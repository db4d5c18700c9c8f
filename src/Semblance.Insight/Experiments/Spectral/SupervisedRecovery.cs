using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Pairs.Moments;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>With labels as pairs the solver finds what supervised methods find.</summary>
internal sealed class SupervisedRecovery : Experiment
{
    private const int Classes = 5, Features = 12, PerClass = 60;

    public override string Id => "E8";

    public override string Title => "Labels as pairs recover the supervised method";

    public override string Source => "Balestriero and LeCun 2022, propositions 1 and 2 (5 classes)";

    public override string Shows => "When every two samples of a class are a pair, exactly C - 1 directions correlate, they are those of Fisher's discriminant analysis, and a linear probe on them predicts what a probe on the raw features predicts.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var rng = new Rng(context.Seed);
        var (x, labels) = Data(rng);
        var solution = Solve(x, labels);
        var rho = solution.Spectrum;
        findings.Same("count", "directions with lambda = 1 - rho below 1 - 1e-6: classes less one", [Classes - 1], [rho.Count(r => 1 - r < 1 - 1e-6)]);
        using var scope = new TensorScope();
        var rows = x.ToTensor();
        var centred = rows - rows.Mean(0, true);
        var discriminant = Discriminant(centred, labels);
        findings.Below("lda", "angle of the encoder's weights to Fisher's discriminant directions (within-class scatter whitened), degrees", 1e-6, Subspace.LargestAngle(solution.Encoder!.Weight, discriminant));
        var targets = Targets(labels);
        var predicted = Predict(centred, targets);
        var probed = Predict(solution.Encoder.Transform(rows), targets);
        findings.Below("probe", "least-squares predictions from the embedding against those from the raw features: largest difference", 1e-10, (predicted - probed).Abs().Max().Item());
        findings.Add(new Figure("1 - canonical correlation", "Directions beyond C - 1 = 4 carry no class information: their value is 1.", [new Curve("lambda", Palette.First, [.. rho.Select((r, k) => (k + 1.0, 1 - r))])], new ChartAxes("direction", "lambda = 1 - rho")));
        var z = solution.Encoder.Transform(x);
        findings.Add(new PointMap("First two dimensions of the embedding", "Colours are the classes.", [.. labels.Select((y, i) => (z[i, 0], z[i, 1], y))], [.. Enumerable.Range(1, Classes).Select(c => $"class {c}")]));
    }

    /// <summary>Gaussian classes with random means and a common, uneven covariance.</summary>
    internal static (Matrix X, int[] Labels) Data(Rng rng)
    {
        var (means, noise, mix) = (Draw.Normal(rng, Classes, Features, 0.8), Draw.Normal(rng, Classes * PerClass, Features), Draw.Normal(rng, Features, Features, 0.4));
        for (var c = 0; c < Features; c++) mix[c, c] += 1;
        using var scope = new TensorScope();
        var x = Matrix.From(noise.ToTensor().MatMul(mix.ToTensor()));
        var labels = Enumerable.Range(0, x.Rows).Select(i => i % Classes).ToArray();
        for (var row = 0; row < x.Rows; row++)
        {
            for (var c = 0; c < Features; c++) x[row, c] += means[labels[row], c];
        }

        return (x, labels);
    }

    internal static Solution Solve(Matrix x, int[] labels)
    {
        using var accumulator = new MomentAccumulator(x.Columns, 2, Classes);
        accumulator.Add([x.Values, x.Values], default, labels);
        return LinearSolver.Solve(accumulator.ToMoments(), Forms.Supervised(), new SolveOptions { Dim = Classes - 1 });
    }

    /// <summary>Fisher 1936, Rao 1948: leading eigenvectors of (within scatter)^-1 (between scatter).</summary>
    internal static Matrix Discriminant(Tensor centred, int[] labels)
    {
        var classes = Targets(labels);
        var counts = classes.Sum(0, true).Transpose();
        var means = classes.Transpose().MatMul(centred) / counts;
        var inside = centred - classes.MatMul(means);
        var within = inside.Transpose().MatMul(inside);
        var between = means.Transpose().MatMul(means * counts);
        var lower = within.Cholesky();
        var half = lower.SolveTriangular(between, false);
        var whitened = lower.SolveTriangular(half.Transpose().Contiguous(), false);
        var (_, vectors) = ((whitened + whitened.Transpose()) * 0.5).EigenSymmetric();
        var leading = vectors.Narrow(1, centred.Size(1) - Classes + 1, Classes - 1).Contiguous();
        return Matrix.From(lower.Transpose().Contiguous().SolveTriangular(leading, true));
    }

    private static Tensor Targets(int[] labels) => Tensor.From(Array.ConvertAll(labels, l => (long)l), labels.Length).OneHot(Classes).To(ElementType.Float64);

    private static Tensor Predict(Tensor features, Tensor targets)
    {
        var x = Tensor.Cat([features, Tensor.Ones([features.Size(0), 1], ElementType.Float64)], 1);
        var (q, _) = x.Qr();
        return q.MatMul(q.Transpose().MatMul(targets));
    }
}
