using Semblance.Tensors;

namespace Semblance.Networks.Layers;

/// <summary>Linear layers from the words of options.</summary>
internal static class Linears
{
    /// <summary>A free layer for <c>none</c>, one with orthonormal rows for <c>qr</c>, <c>polar</c> and <c>cayley</c>.</summary>
    internal static Linear Of(int input, int output, Rng rng, bool bias, string orthonormal) => orthonormal == "none"
        ? new Linear(input, output, rng, bias)
        : new Linear(input, output, rng, bias, orthonormal);
}
