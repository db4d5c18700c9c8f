using Semblance.Options;

namespace Semblance.Networks.Decoders;

internal sealed record CnnDecoderOptions
{
    [Option("widths", "channels of the maps joined by x, the smallest maps first")]
    public string Widths { get; init; } = "128x64x32x16x16";

    [Option("strides", "factor by which each step enlarges the maps, joined by x, one for each width; the last makes the image")]
    public string Strides { get; init; } = "2x2x1x2x1";

    [Option("blocks", "blocks of each step; the first enlarges", Min = 1, Max = 64)]
    public int Blocks { get; init; } = 1;

    [Option("block", "plain: transposed convolution, normalisation, ReLU; residual: two of them around a shortcut", Words = "plain|residual")]
    public string Block { get; init; } = "plain";
}
