namespace Semblance.Pairs;

/// <summary>The shape of one sample, [channels, height, width]; a vector has its length as channels and height and width 1.</summary>
/// <param name="Channels">Channels of an image, 1 or 3; the length of a vector. At least 1.</param>
/// <param name="Height">Height in pixels, at least 1.</param>
/// <param name="Width">Width in pixels, at least 1.</param>
public sealed record SampleShape(int Channels, int Height, int Width)
{
    /// <summary>True when the sample has more than one pixel.</summary>
    public bool IsImage => Height > 1 || Width > 1;

    /// <summary>Numbers in one sample: channels * height * width.</summary>
    public int Count => Channels * Height * Width;

    /// <summary>The shape of a vector, [dim, 1, 1].</summary>
    /// <param name="dim">Length, at least 1.</param>
    public static SampleShape Vector(int dim) => new(dim, 1, 1);

    /// <summary>The shape as it is written in messages: <c>3x32x32</c> or <c>64 features</c>.</summary>
    public override string ToString() => IsImage ? $"{Channels}x{Height}x{Width}" : $"{Channels} features";
}
