namespace Semblance.Networks.Optimisers;

/// <summary>Stochastic gradient descent with momentum; weight decay is part of the gradient.</summary>
/// <remarks>As PyTorch's SGD without dampening: v = momentum v + g + decay w; w -= rate v, or, with Nesterov, w -= rate (g + decay w + momentum v).</remarks>
internal sealed class Sgd : Optimiser
{
    private readonly OptimiserOptions _options;
    private readonly Dictionary<string, Tensors.Tensor> _momentum;

    internal Sgd(OptimiserOptions options, IReadOnlyList<ParameterGroup> groups)
        : base(groups, options.LearningRate)
    {
        _options = options;
        _momentum = options.Momentum > 0 ? AddZeros("momentum") : [];
    }

    private protected override void Update(ParameterGroup group, ParameterBatch batch)
    {
        var decays = group.WeightDecay > 0;
        if (_options.Momentum > 0)
        {
            var velocity = batch.Of(_momentum);
            Kernels.EachMultiply.Run(velocity, _options.Momentum);
            Kernels.EachAdd.Run(velocity, batch.Gradients, 1.0);
            if (decays) Kernels.EachAdd.Run(velocity, batch.Parameters, group.WeightDecay);
            if (!_options.Nesterov)
            {
                Kernels.EachAdd.Run(batch.Parameters, velocity, -LearningRate);
                return;
            }

            // The old weights enter the decay, so they shrink before the velocity is added.
            if (decays) Kernels.EachMultiply.Run(batch.Parameters, 1 - (LearningRate * group.WeightDecay));
            Kernels.EachAdd.Run(batch.Parameters, velocity, -LearningRate * _options.Momentum);
        }
        else if (decays)
        {
            Kernels.EachMultiply.Run(batch.Parameters, 1 - (LearningRate * group.WeightDecay));
        }

        Kernels.EachAdd.Run(batch.Parameters, batch.Gradients, -LearningRate);
    }
}
