namespace Semblance.Networks.Encoders;

/// <summary>The images that an encoder is made for.</summary>
internal sealed record EncoderInput(int Channels, int Height, int Width)
{
    internal long Count => (long)Channels * Height * Width;
}
