using Semblance.Tensors;

namespace Semblance.Networks.Optimisers;

/// <summary>Momentum whose step, layer by layer, has a length in proportion to the layer's weights: for batches of thousands.</summary>
/// <remarks>You, Gitman and Ginsburg 2017, as in the code of SimCLR and Barlow Twins: u = g + decay w, scaled by trust |w| / |u| where both norms are positive;
/// v = momentum v + u; w -= rate v. Biases and normalisations neither decay nor are scaled unless asked.</remarks>
internal sealed class Lars : Optimiser
{
    private readonly OptimiserOptions _options;
    private readonly Dictionary<string, Tensor> _momentum;

    internal Lars(OptimiserOptions options, IReadOnlyList<ParameterGroup> groups)
        : base(groups, options.LearningRate)
    {
        _options = options;
        _momentum = AddZeros("momentum");
    }

    private protected override void Update(ParameterGroup group, ParameterBatch batch)
    {
        var change = group.WeightDecay > 0 || group.Adapts
            ? Kernels.EachSum.CallMany(batch.Gradients, batch.Parameters, group.WeightDecay)
            : batch.Gradients;
        if (group.Adapts) Kernels.EachMultiplyEach.Run(change, Trust(batch.Parameters, change));
        var velocity = batch.Of(_momentum);
        Kernels.EachMultiply.Run(velocity, _options.Momentum);
        Kernels.EachAdd.Run(velocity, change, 1.0);
        Kernels.EachAdd.Run(batch.Parameters, velocity, -LearningRate);
    }

    /// <summary>One factor for each parameter, [].</summary>
    private Tensor[] Trust(Tensor[] parameters, Tensor[] change)
    {
        var weights = Tensor.Stack(Kernels.EachNorm.CallMany((Argument)parameters, 2.0));
        var steps = Tensor.Stack(Kernels.EachNorm.CallMany((Argument)change, 2.0));
        var usable = (weights * steps).IsGreaterThan(0);
        var factors = Tensor.Where(usable, weights / steps * _options.Trust, Tensor.OnesLike(weights));
        return [.. Enumerable.Range(0, parameters.Length).Select(k => factors.Select(0, k))];
    }
}
