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

    internal Tensor Apply(Tensor input, bool training)
    {
        if (training) Kernels.AddNumberInPlace.Run(BatchesSeen, 1);
        return Kernels.BatchNorm.Call(input, Weight, Bias, RunningMean, RunningVariance, training, Momentum, Epsilon, true);
    }
}
