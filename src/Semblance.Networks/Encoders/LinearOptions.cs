using Semblance.Options;

namespace Semblance.Networks.Encoders;

internal sealed record LinearOptions
{
    [Option("dim", "features of the representation", Min = 1, Max = 1 << 20)]
    public int Dim { get; init; } = 128;

    [Option("bias", "whether a bias is added")]
    public bool Bias { get; init; } = true;

    [Option("orthonormal", "keep the rows of the weight orthonormal: after each step it comes back by QR factors, as the nearest such weight (polar), or by a Cayley transform", Words = "none|qr|polar|cayley")]
    public string Orthonormal { get; init; } = "none";
}
