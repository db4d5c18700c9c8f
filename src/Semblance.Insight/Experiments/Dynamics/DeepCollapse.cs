using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Dynamics;

/// <summary>A network with a hidden layer collapses too, and an orthonormal last layer alone does not save it.</summary>
internal sealed class DeepCollapse : Experiment
{
    private const int Outputs = 5, Hidden = 256;
    private const double Rate = 1;

    public override string Id => "E2";

    public override string Title => "A non-linear network collapses";

    public override string Source => "Esser et al. 2023, dimension collapse under naive training; network and steps are ours";

    public override string Shows => "Normalised gradient descent of a tanh network on triplets ends in copies of one output; orthonormal weights of the last layer keep more, but not all, as the hidden features collapse.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        if (PictureViews.Open(context, findings, context.Size(300, 1000)) is not { } views) return;
        using var scope = new TensorScope();
        using var rng = new Rng(context.Seed + 20);
        Tensor[] triplets = [views.DrawAll(rng).ToTensor(), views.DrawAll(rng).ToTensor(), views.Draw(rng, views.Pick(rng, views.Count)).ToTensor()];
        context.Step("free weights");
        var free = Train(context.Seed, triplets, isConstrained: false);
        context.Step("orthonormal last layer");
        var bound = Train(context.Seed, triplets, isConstrained: true);
        findings.Above("start", "effective rank of the outputs before training", 3, free.Ranks[0]);
        findings.Below("naive", "after 600 steps, free weights", 1.05, free.Ranks[^1]);
        findings.Below("alike", "1 - smallest correlation of two outputs", 1e-3, 1 - free.Alike);
        findings.Above("constrained", "the same with the last layer orthonormal after each step", 1.8, bound.Ranks[^1]);
        findings.Below("features", "and yet below that: the outputs are orthonormal combinations of features that have collapsed", 0.6 * Outputs, bound.Ranks[^1]);
        findings.Add(new Figure("Effective rank of the outputs", "Five outputs of a tanh network with 256 hidden units.", [Line("free", Palette.Second, free.Ranks), Line("orthonormal last layer", Palette.First, bound.Ranks)], new ChartAxes("step", "effective rank")));
        static Curve Line(string name, string colour, List<double> ranks) => new(name, colour, [.. ranks.Select((r, i) => (10.0 * i, r))]) { Style = CurveStyle.Line };
    }

    private static (List<double> Ranks, double Alike) Train(long seed, Tensor[] triplets, bool isConstrained)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(seed + 21);
        var (first, second) = (Tensor.RandomNormal(rng, [triplets[0].Size(1), Hidden], ElementType.Float64) * (1 / Math.Sqrt(triplets[0].Size(1))), Tensor.RandomNormal(rng, [Hidden, Outputs], ElementType.Float64) * (1 / Math.Sqrt(Hidden)));
        if (isConstrained) second = Stiefel.Orthonormalise(second);
        (first.RequiresGradient, second.RequiresGradient) = (true, true);
        Tensor Forward(Tensor x) => x.MatMul(first).Tanh().MatMul(second);
        var ranks = new List<double>();
        for (var step = 0; step <= 600; step++)
        {
            using var inner = new TensorScope();
            if (step % 10 == 0) ranks.Add(Rank(Forward(triplets[0]).Detach()));
            var loss = (Forward(triplets[0]) * (Forward(triplets[2]) - Forward(triplets[1]))).Sum(1).Mean();
            var gradients = Gradients.Of(loss, [first, second]);
            using var silent = new NoGradient();
            var length = Math.Sqrt(gradients.Sum(g => g.Square().Sum().Item()));
            first.AddInPlace(gradients[0], -Rate / length);
            second.AddInPlace(gradients[1], -Rate / length);
            if (isConstrained) second.CopyInPlace(Stiefel.Orthonormalise(second.Detach()));
        }

        return (ranks, Alike(Forward(triplets[0]).Detach()));
    }

    private static Matrix Covariance(Tensor outputs)
    {
        var centred = outputs - outputs.Mean(0, true);
        return Matrix.From(centred.Transpose().MatMul(centred)).Symmetric();
    }

    private static double Rank(Tensor outputs) => CovarianceRank.OfEigenvalues(SymmetricEigen.Decompose(Covariance(outputs)).Values);

    private static double Alike(Tensor outputs)
    {
        var covariance = Covariance(outputs);
        return Enumerable.Range(0, Outputs).SelectMany(i => Enumerable.Range(0, i).Select(j => Math.Abs(covariance[i, j]) / Math.Sqrt(covariance[i, i] * covariance[j, j]))).Min();
    }
}
