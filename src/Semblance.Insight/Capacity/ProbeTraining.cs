using Semblance.Errors;
using Semblance.Networks.Optimisers;
using Semblance.Networks.Schedules;
using Semblance.Tensors;

namespace Semblance.Insight.Capacity;

/// <summary>Trains a network for as many invariant, mutually orthogonal outputs as it can give.</summary>
internal sealed class ProbeTraining(CapacityInput input, CapacityOptions options, Device device, Action<int> progress, CancellationToken cancellation)
{
    /// <summary>One training; the caller disposes the network.</summary>
    /// <param name="encoder">Specification of the encoder.</param>
    /// <param name="outputs">Outputs, k.</param>
    /// <param name="lambda">Weight of the decorrelation term.</param>
    /// <param name="seed">Seed of weights and order.</param>
    /// <exception cref="RunException">The loss left the finite numbers.</exception>
    internal ProbeNetwork Run(string encoder, int outputs, double lambda, long seed)
    {
        var network = new ProbeNetwork(encoder, input.Shape, outputs, seed, device);
        try
        {
            Train(network, lambda, seed);
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    private void Train(ProbeNetwork network, double lambda, long seed)
    {
        using var optimiser = Optimisers.Create(options.Optimiser, new OptimiserOptions { LearningRate = options.Rate, WeightDecay = 0, Momentum = 0.9 }, network.Parameters);
        var schedule = new WarmupCosine(options.Rate, Math.Min(options.Steps / 10, 100), options.Steps);
        var step = 0;
        for (var epoch = (int)(seed % 1000) * 100_000; step < options.Steps; epoch++)
        {
            foreach (var chunk in input.Chunks(heldOut: false, options.Batch, epoch, isShuffled: true))
            {
                cancellation.ThrowIfCancellationRequested();
                Step(network, optimiser, chunk, lambda, schedule.At(step));
                progress(++step);
                if (step == options.Steps) return;
            }
        }
    }

    private static void Step(ProbeNetwork network, Optimiser optimiser, PairChunk chunk, double lambda, double rate)
    {
        using var scope = new TensorScope();
        var outputs = network.Forward(chunk.Views(), isTraining: true);
        var loss = AlignmentLoss.Unbiased(outputs.Narrow(0, 0, chunk.Rows), outputs.Narrow(0, chunk.Rows, chunk.Rows), lambda);
        if (!double.IsFinite(loss.Item())) throw new RunException("the probe's training diverged", "the loss is not finite", "lower --learning-rate or --lambda");
        optimiser.LearningRate = rate;
        optimiser.ZeroGradient();
        Gradients.Backward(loss);
        optimiser.Step();
    }
}
