using Semblance.Options;

namespace Semblance.Networks.Encoders;

internal sealed record MlpOptions
{
    [Option("hidden", "sizes of the hidden layers joined by x, each followed by a ReLU")]
    public string Hidden { get; init; } = "512x256";

    [Option("dim", "features of the representation, the last linear layer", Min = 1, Max = 1 << 20)]
    public int Dim { get; init; } = 128;

    [Option("norm", "normalisation before each ReLU", Words = "none|batch|layer")]
    public string Norm { get; init; } = "none";

    [Option("last-relu", "whether a ReLU follows the last linear layer, for heads that begin with a linear layer of their own")]
    public bool LastRelu { get; init; }
}
