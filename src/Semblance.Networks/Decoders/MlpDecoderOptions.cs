using Semblance.Options;

namespace Semblance.Networks.Decoders;

internal sealed record MlpDecoderOptions
{
    [Option("hidden", "sizes of the hidden layers joined by x, the one after the latent vector first, each followed by a ReLU")]
    public string Hidden { get; init; } = "256x512";

    [Option("norm", "normalisation before each ReLU", Words = "none|batch")]
    public string Norm { get; init; } = "none";
}
