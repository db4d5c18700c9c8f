using Semblance.Options;

namespace Semblance.Networks.Encoders;

internal sealed record ResNetOptions
{
    [Option("width", "factor on the number of channels of every layer", Min = 0, MinExclusive = true, Max = 16)]
    public double Width { get; init; } = 1;

    [Option("stem", "first layers: imagenet (7x7 step 2, then pooling), cifar (3x3), auto (cifar where both sides are below 64 pixels)", Words = "auto|cifar|imagenet")]
    public string Stem { get; init; } = "auto";

    [Option("zero-scale", "whether every block starts as the identity (Goyal et al. 2017)")]
    public bool ZeroScale { get; init; }
}
