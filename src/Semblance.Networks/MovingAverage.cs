using Semblance.Tensors;

namespace Semblance.Networks;

/// <summary>A network that slowly follows another one of the same architecture.</summary>
public static class MovingAverage
{
    /// <summary>Moves each parameter of the target to decay * target + (1 - decay) * online; buffers (running moments, counters) are copied.</summary>
    /// <param name="target">The following network; it needs no gradients.</param>
    /// <param name="online">The trained network, with the same parameters in the same order.</param>
    /// <param name="decay">Share of the target that is kept, in [0, 1]; 0 copies.</param>
    public static void Update(Module target, Module online, double decay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decay);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decay, 1);
        using var silent = new NoGradient();
        Tensor[] to = [.. target.Parameters.Select(p => p.Value)], from = [.. online.Parameters.Select(p => p.Value)];
        if (to.Length != from.Length) throw new ArgumentException($"target has {to.Length} parameters, online network {from.Length}");
        if (to.Length > 0)
        {
            Kernels.EachMultiply.Run((Argument)to, decay);
            Kernels.EachAdd.Run(to, from, 1 - decay);
        }

        foreach (var (mine, theirs) in target.Buffers.Zip(online.Buffers)) mine.Value.CopyInPlace(theirs.Value);
    }
}
