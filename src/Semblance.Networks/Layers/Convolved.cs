using Semblance.Tensors;

namespace Semblance.Networks.Layers;

/// <summary>What a convolution hands to the normalisation after it.</summary>
/// <param name="Maps">[batch, channels, h, w].</param>
/// <param name="Moments">Mean and variance of each channel [2, channels] (float64), taken while the maps were written; no numbers or null where they were not.</param>
internal readonly record struct Convolved(Tensor Maps, Tensor? Moments = null);
