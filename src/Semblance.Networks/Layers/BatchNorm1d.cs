using Semblance.Tensors;

namespace Semblance.Networks.Layers;

/// <summary>Shifts and scales each feature of vectors to mean 0 and variance 1 over the batch, then by learnt numbers.</summary>
/// <remarks>Ioffe and Szegedy 2015, as PyTorch has it: epsilon 1e-5 is added to the variance; running moments move by 0.1 towards those of the batch
/// (the unbiased variance) and are used in evaluation.</remarks>
public sealed class BatchNorm1d : Module
{
    private readonly BatchMoments _moments;

    /// <summary>A layer that starts as plain standardisation.</summary>
    /// <param name="features">Number of features, >= 1.</param>
    /// <param name="affine">Whether learnt scale and shift follow. Default true.</param>
    public BatchNorm1d(int features, bool affine = true) => _moments = new BatchMoments
    {
        Weight = affine ? AddParameter("weight", BatchMoments.Ones(features)) : null,
        Bias = affine ? AddParameter("bias", BatchMoments.Zeros(features)) : null,
        RunningMean = AddBuffer("running_mean", BatchMoments.Zeros(features)),
        RunningVariance = AddBuffer("running_var", BatchMoments.Ones(features)),
        BatchesSeen = AddBuffer("num_batches_tracked", Tensor.Zeros([], ElementType.Int64)),
    };

    /// <summary>[batch, features] or [batch, features, length] -> the same shape; training needs more than one value a feature.</summary>
    public override Tensor Forward(Tensor input) => _moments.Apply(new(input), IsTraining);
}
