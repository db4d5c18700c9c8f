using Semblance.Options;

namespace Semblance.Networks.Decoders;

internal sealed record LinearDecoderOptions
{
    [Option("bias", "whether a bias is added")]
    public bool Bias { get; init; } = true;
}
