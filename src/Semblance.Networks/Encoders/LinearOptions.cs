using Semblance.Options;

namespace Semblance.Networks.Encoders;

internal sealed record LinearOptions
{
    [Option("dim", "features of the representation", Min = 1, Max = 1 << 20)]
    public int Dim { get; init; } = 128;

    [Option("bias", "whether a bias is added")]
    public bool Bias { get; init; } = true;
}
