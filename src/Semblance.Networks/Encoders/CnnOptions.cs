using Semblance.Options;

namespace Semblance.Networks.Encoders;

internal sealed record CnnOptions
{
    [Option("stem", "channels of the first convolution", Min = 1, Max = 4096)]
    public int Stem { get; init; } = 16;

    [Option("stem-kernel", "side of the first convolution's kernel, odd, so that padding by half of it keeps the size", Min = 1, Max = 15, Unit = "pixels")]
    public int StemKernel { get; init; } = 3;

    [Option("stem-stride", "step of the first convolution", Min = 1, Max = 8, Unit = "pixels")]
    public int StemStride { get; init; } = 1;

    [Option("stem-pool", "whether the first convolution's maps are halved by taking the largest of 2x2")]
    public bool StemPool { get; init; } = true;

    [Option("widths", "channels of each stage, joined by x")]
    public string Widths { get; init; } = "32x64x128";

    [Option("strides", "step of each stage's first block in pixels, joined by x")]
    public string Strides { get; init; } = "1x2x2";

    [Option("blocks", "blocks of each stage", Min = 1, Max = 64)]
    public int Blocks { get; init; } = 1;

    [Option("block", "plain: convolution, normalisation, ReLU; residual: two of them around a shortcut", Words = "plain|residual")]
    public string Block { get; init; } = "plain";

    [Option("pool", "what is taken of each cell of the last maps", Words = "average|max|average-max")]
    public string Pool { get; init; } = "average";

    [Option("grid", "cells along each side of the last maps; every cell gives its own features", Min = 1, Max = 64)]
    public int Grid { get; init; } = 2;
}
