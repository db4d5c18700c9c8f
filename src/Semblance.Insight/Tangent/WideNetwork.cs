using Semblance.Errors;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;

namespace Semblance.Insight.Tangent;

/// <summary>A two-layer tanh network in NTK parametrisation, trained by full-batch gradient descent in float64, whose tangent kernel is compared before and after.</summary>
/// <remarks>u = W2 tanh(W1 x / sqrt(d)) / sqrt(h) with normal weights; under <see cref="DriftLoss.Orthonormal"/> the rows of W2 / sqrt(h) are orthonormal, so that elements of W2, outputs and kernel
/// start at the same size and time is that of the kernel under every loss. After Esser, Mukherjee and Ghoshdastidar 2023 and the results that refine it (Anil et al. 2025, Fleissner et al. 2024).</remarks>
public sealed record WideNetwork
{
    /// <summary>Hidden units, at least the outputs.</summary>
    public required int Width { get; init; }

    /// <summary>Outputs. Default 3.</summary>
    public int Outputs { get; init; } = 3;

    /// <summary>Flow time of the training. Default 40.</summary>
    public double Time { get; init; } = 40;

    /// <summary>Learning rate. Default 0.1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Seed of the weights.</summary>
    public int Seed { get; init; }

    /// <summary>Trains, and measures the drift on the anchors.</summary>
    /// <param name="loss">What is trained for.</param>
    /// <param name="anchors">[n, d].</param>
    /// <param name="positives">The other view of each anchor, [n, d].</param>
    /// <param name="negatives">An unrelated sample for each anchor, [n, d].</param>
    /// <param name="targets">For the supervised loss, [n, outputs].</param>
    /// <exception cref="RequestException">Fewer hidden units than outputs.</exception>
    public TangentDrift Drift(DriftLoss loss, Tensor anchors, Tensor positives, Tensor negatives, Tensor targets)
    {
        if (Width < Outputs) throw new RequestException("the width is at least the number of outputs", $"{Width} and {Outputs}", "give a wider network");
        using var scope = new TensorScope();
        using var rng = new Rng(Seed);
        var isConstrained = loss == DriftLoss.Orthonormal;
        var first = Tensor.RandomNormal(rng, [Width, anchors.Size(1)], ElementType.Float64);
        var second = Tensor.RandomNormal(rng, [Outputs, Width], ElementType.Float64);
        var scale = 1 / Math.Sqrt(Width);
        if (isConstrained) second = (Stiefel.Orthonormalise(second.Transpose()).Transpose() * (1 / scale)).Contiguous();
        (first.RequiresGradient, second.RequiresGradient) = (true, true);
        Tensor Forward(Tensor x) => (x.MatMul(first.Transpose()) * (1 / Math.Sqrt(x.Size(1)))).Tanh().MatMul(second.Transpose()) * scale;
        var before = TangentKernel.Of(Forward, [first, second], anchors);
        for (var step = 0; step < (int)Math.Round(Time / LearningRate); step++)
        {
            using var one = new TensorScope();
            var value = Loss(loss, Forward(anchors), () => Forward(positives), () => Forward(negatives), targets);
            var gradients = Gradients.Of(value, [first, second]);
            using var silent = new NoGradient();
            first.AddInPlace(gradients[0], -LearningRate);
            if (isConstrained)
            {
                var frame = (second.Detach().Transpose() * scale).Contiguous();
                var tangent = Stiefel.Horizontal(frame, gradients[1].Transpose().Contiguous()) * (-LearningRate * scale);
                second.CopyInPlace(Stiefel.Retract(frame, tangent, Retraction.Qr).Transpose() * (1 / scale));
            }
            else
            {
                second.AddInPlace(gradients[1], -LearningRate);
            }
        }

        return TangentDrift.Between(before, TangentKernel.Of(Forward, [first, second], anchors));
    }

    private static Tensor Loss(DriftLoss loss, Tensor anchor, Func<Tensor> positive, Func<Tensor> negative, Tensor targets)
    {
        switch (loss)
        {
            case DriftLoss.Supervised:
                return (anchor - targets).Square().Sum(1).Mean() * 0.5;
            case DriftLoss.Barlow:
                var other = positive();
                var cross = anchor.Transpose().MatMul(other);
                return (((cross + cross.Transpose()) * (0.5 / anchor.Size(0))) - Tensor.Eye(anchor.Size(1), ElementType.Float64)).Square().Sum();
            case DriftLoss.Cosine:
                var unit = anchor.Normalize();
                return (unit * (negative().Normalize() - positive().Normalize())).Sum(1).Mean();
            default:
                return (anchor * (negative() - positive())).Sum(1).Mean();
        }
    }
}
