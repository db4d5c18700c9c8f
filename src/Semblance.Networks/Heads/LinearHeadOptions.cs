using Semblance.Options;

namespace Semblance.Networks.Heads;

internal sealed record LinearHeadOptions
{
    [Option("out", "features of the embedding", Min = 1, Max = 1 << 20)]
    public int Out { get; init; } = 128;

    [Option("last-norm", "normalisation after the layer; standardise is batch normalisation without learnt scale and shift", Words = "none|batch|standardise")]
    public string LastNorm { get; init; } = "none";

    [Option("last-bias", "whether the layer has a bias; a normalisation after it makes it needless")]
    public bool LastBias { get; init; } = true;

    [Option("orthonormal", "keep the rows of the weight orthonormal: after each step it comes back by QR factors, as the nearest such weight (polar), or by a Cayley transform", Words = "none|qr|polar|cayley")]
    public string Orthonormal { get; init; } = "none";
}
