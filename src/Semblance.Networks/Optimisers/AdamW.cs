using Semblance.Tensors;

namespace Semblance.Networks.Optimisers;

/// <summary>Adam with weight decay apart from the gradient.</summary>
/// <remarks>Loshchilov and Hutter 2019, algorithm 2, as PyTorch has it (the decay is multiplied by the learning rate). Deviation: one step counter for all
/// parameters, so one that first gets a gradient late is not bias-corrected afresh.</remarks>
internal sealed class AdamW : Optimiser
{
    private readonly OptimiserOptions _options;
    private readonly Tensor _step;
    private readonly Dictionary<string, Tensor> _mean;
    private readonly Dictionary<string, Tensor> _square;
    private double _meanCorrection;
    private double _squareCorrection;

    internal AdamW(OptimiserOptions options, IReadOnlyList<ParameterGroup> groups)
        : base(groups, options.LearningRate)
    {
        _options = options;
        _step = AddState("step", Tensor.Zeros([], ElementType.Int64));
        _mean = AddZeros("mean");
        _square = AddZeros("square");
    }

    private protected override string Directional => "mean";

    private protected override void Advance()
    {
        Kernels.AddNumberInPlace.Run(_step, 1);
        var steps = _step.Item();
        _meanCorrection = 1 - Math.Pow(_options.Beta1, steps);
        _squareCorrection = 1 - Math.Pow(_options.Beta2, steps);
    }

    private protected override void Update(ParameterGroup group, ParameterBatch batch)
    {
        Tensor[] mean = batch.Of(_mean), square = batch.Of(_square);
        if (group.WeightDecay > 0) Kernels.EachMultiply.Run(batch.Parameters, 1 - (LearningRate * group.WeightDecay));
        Kernels.EachMultiply.Run(mean, _options.Beta1);
        Kernels.EachAdd.Run(mean, batch.Gradients, 1 - _options.Beta1);
        Kernels.EachMultiply.Run(square, _options.Beta2);
        Kernels.EachAddProduct.Run(square, batch.Gradients, batch.Gradients, 1 - _options.Beta2);
        var root = Kernels.EachSquareRoot.CallMany((Argument)square);
        Kernels.EachDivide.Run(root, Math.Sqrt(_squareCorrection));
        Kernels.EachAddNumber.Run(root, _options.Epsilon);
        Kernels.EachAddQuotient.Run(batch.Parameters, mean, root, -LearningRate / _meanCorrection);
    }
}
