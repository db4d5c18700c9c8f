namespace Semblance.Networks.Decoders;

/// <summary>The shape of what a decoder makes.</summary>
/// <param name="Channels">Channels of an image, or the length of a vector; >= 1.</param>
/// <param name="Height">Rows of pixels, >= 1; 1 for vectors.</param>
/// <param name="Width">Columns of pixels, >= 1; 1 for vectors.</param>
public sealed record SampleSize(int Channels, int Height, int Width)
{
    /// <summary>Numbers in a sample.</summary>
    public long Count => (long)Channels * Height * Width;

    /// <summary>True when a sample has more than one pixel.</summary>
    public bool IsImage => Height > 1 || Width > 1;

    /// <summary>As in messages: 1x28x28.</summary>
    public override string ToString() => IsImage ? $"{Channels}x{Height}x{Width}" : $"{Channels} numbers";
}
