using Semblance.Options;

namespace Semblance.Networks.Heads;

internal sealed record MlpHeadOptions
{
    [Option("hidden", "sizes of the hidden layers joined by x, each followed by its normalisation and a ReLU")]
    public string Hidden { get; init; } = "2048";

    [Option("out", "features of the embedding", Min = 1, Max = 1 << 20)]
    public int Out { get; init; } = 128;

    [Option("norm", "normalisation of hidden layers, which then have no bias", Words = "batch|none")]
    public string Norm { get; init; } = "batch";

    [Option("last-norm", "normalisation after the last layer; standardise is batch normalisation without learnt scale and shift", Words = "none|batch|standardise")]
    public string LastNorm { get; init; } = "none";

    [Option("last-bias", "whether the last layer has a bias; a normalisation after it makes it needless")]
    public bool LastBias { get; init; } = true;
}
