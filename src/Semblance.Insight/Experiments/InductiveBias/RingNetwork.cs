using Semblance.Networks;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.InductiveBias;

/// <summary>f(x) = sum over places t of U relu(V x_{t..t+s-1} + b), on a ring: convolution and sum pooling.</summary>
internal sealed class RingNetwork : Module
{
    private readonly Tensor _filters, _offsets, _head;

    /// <summary>Random weights, uniform in +-1 / sqrt(inputs) as in the other layers.</summary>
    internal RingNetwork(int size, int channels, int outputs, Rng rng)
        : this(Uniform(rng, size, channels, size), Uniform(rng, size, channels), Uniform(rng, channels, outputs, channels))
    {
    }

    /// <summary>Given weights.</summary>
    /// <param name="filters">V, [channels, s].</param>
    /// <param name="offsets">b, [channels].</param>
    /// <param name="head">U, [outputs, channels].</param>
    internal RingNetwork(Tensor filters, Tensor offsets, Tensor head)
    {
        _filters = AddParameter("filters", filters);
        _offsets = AddParameter("offsets", offsets);
        _head = AddParameter("head", head);
    }

    /// <summary>[rows, d] -> [rows, outputs].</summary>
    public override Tensor Forward(Tensor input)
    {
        using var scope = new TensorScope();
        Tensor[] shifted = [.. Enumerable.Range(0, (int)_filters.Size(1)).Select(k => input.Roll(-k, 1))];
        var windows = Tensor.Stack(shifted, 2);
        return scope.Return(windows.Linear(_filters, _offsets).Relu().Sum(1).Linear(_head));
    }

    private static Tensor Uniform(Rng rng, int inputs, params long[] shape) => Tensor.Zeros(shape).UniformInPlace(rng, -1 / Math.Sqrt(inputs), 1 / Math.Sqrt(inputs));
}
