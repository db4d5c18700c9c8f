using Semblance.Insight.Evaluation;
using Semblance.Networks.Decoders;
using Semblance.Networks.Optimisers;
using Semblance.Tensors;

namespace Semblance.Insight.Style;

/// <summary>A decoder fitted to frozen, standardised features: what of the samples is still in them.</summary>
/// <remarks>dim-128-256-pixels, squared error of the sigmoid, AdamW without decay, batch 128, learning rate 2e-3 falling linearly to 0: the same for every method.</remarks>
internal sealed class PostHocDecoder : IDisposable
{
    private const int Batch = 128, Chunk = 1000;
    private const double LearningRate = 2e-3;
    private const string Network = "mlp:hidden=128x256";

    private readonly Standardiser _standardiser;
    private readonly Decoder _decoder;
    private readonly bool _isImage;

    private PostHocDecoder(Standardiser standardiser, Decoder decoder, bool isImage) => (_standardiser, _decoder, _isImage) = (standardiser, decoder, isImage);

    /// <summary>Fits a decoder.</summary>
    /// <param name="features">Features of training samples.</param>
    /// <param name="samples">The samples, [rows, size] row-major, pixels in [0, 1].</param>
    /// <param name="size">Shape of a sample.</param>
    /// <param name="steps">Optimiser steps.</param>
    /// <param name="seed">Draws weights and batches.</param>
    internal static PostHocDecoder Fit(FeatureSet features, float[] samples, SampleSize size, int steps, int seed)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(seed);
        var standardiser = Standardiser.Fit(features);
        var decoder = Decoders.Create(Network, features.Dim, size, rng);
        var fitted = new PostHocDecoder(standardiser, decoder, size.IsImage);
        using var optimiser = Optimisers.Create("adamw", new OptimiserOptions { LearningRate = LearningRate, WeightDecay = 0 }, [.. decoder.Parameters]);
        var (known, wanted) = (standardiser.Apply(features).ToTensor(), Tensor.From(samples, features.Rows, size.Count));
        for (var step = 0; step < steps; step++)
        {
            using var inner = new TensorScope();
            var rows = Tensor.RandomPermutation(rng, features.Rows).Narrow(0, 0, Math.Min(Batch, features.Rows));
            var loss = (fitted.Mean(known.IndexSelect(0, rows)) - wanted.IndexSelect(0, rows)).Square().Mean();
            optimiser.LearningRate = LearningRate * (steps - step) / steps;
            optimiser.ZeroGradient();
            Gradients.Backward(loss);
            optimiser.Step();
        }

        return fitted;
    }

    /// <summary>Samples from features, [rows, size] row-major.</summary>
    internal float[] Decode(FeatureSet features)
    {
        using var silent = new NoGradient();
        var standardised = _standardiser.Apply(features);
        var result = new float[features.Rows * _decoder.Output.Count];
        for (var start = 0; start < features.Rows; start += Chunk)
        {
            using var scope = new TensorScope();
            var rows = Math.Min(Chunk, features.Rows - start);
            var part = Tensor.FromSpan<float>(standardised.Values.AsSpan(start * features.Dim, rows * features.Dim), rows, features.Dim);
            Mean(part).ToArray<float>().CopyTo(result, start * _decoder.Output.Count);
        }

        return result;
    }

    /// <summary>Error on test samples, beside that of the mean training sample.</summary>
    internal Reconstruction Score(FeatureSet features, float[] samples, float[] training)
    {
        var size = (int)_decoder.Output.Count;
        var mean = new double[size];
        for (var k = 0; k < training.Length; k++) mean[k % size] += training[k];
        for (var k = 0; k < size; k++) mean[k] /= training.Length / size;
        var found = Decode(features);
        double error = 0, blind = 0;
        for (var k = 0; k < samples.Length; k++)
        {
            error += Math.Pow(found[k] - samples[k], 2);
            blind += Math.Pow(mean[k % size] - samples[k], 2);
        }

        return new Reconstruction(error / samples.Length, blind / samples.Length);
    }

    public void Dispose() => _decoder.Dispose();

    private Tensor Mean(Tensor features)
    {
        var output = _decoder.Forward(features).Flatten(1);
        return _isImage ? output.Sigmoid() : output;
    }
}
