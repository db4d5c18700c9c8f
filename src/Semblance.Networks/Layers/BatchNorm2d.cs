using Semblance.Tensors;

namespace Semblance.Networks.Layers;

/// <summary>Shifts and scales each channel of maps to mean 0 and variance 1 over the batch, then by learnt numbers.</summary>
/// <remarks>Ioffe and Szegedy 2015, as PyTorch has it: epsilon 1e-5 is added to the variance; running moments move by 0.1 towards those of the batch
/// (the unbiased variance) and are used in evaluation.</remarks>
public sealed class BatchNorm2d : Module
{
    private readonly BatchMoments _moments;

    /// <summary>A layer that starts as plain standardisation.</summary>
    /// <param name="features">Number of features, >= 1.</param>
    /// <param name="scale">First value of the learnt scale. Default 1; 0 silences a residual branch at the start.</param>
    /// <param name="affine">Whether learnt scale and shift follow. Default true.</param>
    public BatchNorm2d(int features, bool affine = true, double scale = 1) => _moments = new BatchMoments
    {
        Weight = affine ? AddParameter("weight", Tensor.Full([features], scale)) : null,
        Bias = affine ? AddParameter("bias", BatchMoments.Zeros(features)) : null,
        RunningMean = AddBuffer("running_mean", BatchMoments.Zeros(features)),
        RunningVariance = AddBuffer("running_var", BatchMoments.Ones(features)),
        BatchesSeen = AddBuffer("num_batches_tracked", Tensor.Zeros([], ElementType.Int64)),
    };

    /// <summary>[batch, features, h, w] -> the same shape; training needs more than one value a feature.</summary>
    public override Tensor Forward(Tensor input) => Forward(new Convolved(input));

    /// <summary>The same, of maps whose moments are known.</summary>
    internal Tensor Forward(Convolved input) => _moments.Apply(input, IsTraining);

    /// <summary>max(normalised, 0).</summary>
    internal Tensor ForwardRelu(Convolved input) => _moments.Apply(input, IsTraining, relu: true);

    /// <summary>max(normalised + residual, 0).</summary>
    internal Tensor ForwardAddRelu(Convolved input, Tensor residual) => _moments.Apply(input, IsTraining, residual, relu: true);
}
