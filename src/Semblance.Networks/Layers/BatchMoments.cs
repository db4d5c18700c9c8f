using Semblance.Tensors;

namespace Semblance.Networks.Layers;

/// <summary>What batch normalisation of vectors and of maps share: PyTorch's tensors under PyTorch's names, and the call.</summary>
internal sealed class BatchMoments
{
    private const double Momentum = 0.1;
    private const double Epsilon = 1e-5;

    internal required Tensor? Weight { get; init; }

    internal required Tensor? Bias { get; init; }

    internal required Tensor RunningMean { get; init; }

    internal required Tensor RunningVariance { get; init; }

    internal required Tensor BatchesSeen { get; init; }

    internal static Tensor Ones(int features) => Tensor.Ones([features]);

    internal static Tensor Zeros(int features) => Tensor.Zeros([features]);

    /// <summary>The normalised input, plus the residual if there is one, not below 0 with <paramref name="relu"/>.</summary>
    internal Tensor Apply(Convolved input, bool training, Tensor? residual = null, bool relu = false)
    {
        if (training)
        {
            Kernels.AddNumberInPlace.Run(BatchesSeen, 1);
            return Kernels.BatchNormAct.Call(input.Maps, residual, Weight, Bias, RunningMean, RunningVariance, input.Moments, Momentum, Epsilon, relu);
        }

        var normalised = Kernels.BatchNorm.Call(input.Maps, Weight, Bias, RunningMean, RunningVariance, false, Momentum, Epsilon, true);
        if (residual is not null) normalised = normalised.AddInPlace(residual);
        return relu ? Kernels.ReluInPlace.Call(normalised) : normalised;
    }
}
