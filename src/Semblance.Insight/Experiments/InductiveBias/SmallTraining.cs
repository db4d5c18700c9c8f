using Semblance.Insight.Capacity;
using Semblance.Networks;
using Semblance.Networks.Optimisers;
using Semblance.Networks.Schedules;
using Semblance.Pairs.Synthetic;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.InductiveBias;

/// <summary>Stochastic descent on fresh pairs of a synthetic distribution, float32.</summary>
internal sealed record SmallTraining(SyntheticModel Data)
{
    /// <summary>Samples set aside from training for measuring: another part of the draws.</summary>
    private const int MeasuredPart = 1;

    internal int Steps { get; init; } = 4000;

    internal int Batch { get; init; } = 512;

    internal double Rate { get; init; } = 3e-3;

    internal double Lambda { get; init; } = 1;

    /// <summary>adamw without decay, or sgd without momentum.</summary>
    internal string Optimiser { get; init; } = "adamw";

    internal long Seed { get; init; }

    /// <summary>Trains a network in place.</summary>
    internal void Run(Module network, Action<int>? progress = null)
    {
        using var optimiser = Optimisers.Create(Optimiser, new OptimiserOptions { LearningRate = Rate, Momentum = 0, WeightDecay = 0 }, network.Parameters);
        var schedule = new WarmupCosine(Rate, 0, Steps);
        for (var step = 0; step < Steps; step++)
        {
            if (step % 500 == 0) progress?.Invoke(step);
            using var scope = new TensorScope();
            var drawn = Data.Draw(Batch, 2, unchecked((Seed * 1_000_003) + step + 17));
            var outputs = network.Forward(Tensor.Cat([Rows(drawn, 0), Rows(drawn, 1)]));
            optimiser.LearningRate = schedule.At(step);
            optimiser.ZeroGradient();
            Gradients.Backward(AlignmentLoss.PlugIn(outputs.Narrow(0, 0, Batch), outputs.Narrow(0, Batch, Batch), Lambda));
            optimiser.Step();
        }
    }

    /// <summary>Outputs on samples not trained on, what is known of those, and the loss estimated without bias; tensors live in the caller's scope.</summary>
    internal (Tensor First, Tensor Second, SyntheticViews Truth, double Loss) Measure(Module network, int count)
    {
        using var silent = new NoGradient();
        var drawn = Data.Draw(count, 2, Seed, MeasuredPart);
        var (first, second) = (network.Forward(Rows(drawn, 0)).To(ElementType.Float64), network.Forward(Rows(drawn, 1)).To(ElementType.Float64));
        return (first, second, drawn, AlignmentLoss.Unbiased(first, second, Lambda).Item());
    }

    private Tensor Rows(SyntheticViews drawn, int view) => Tensor.From(drawn.Views[view], drawn.Count, Data.Dim).To(ElementType.Float32);
}
