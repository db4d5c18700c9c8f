namespace Semblance.Pairs.Kernels;

/// <summary>The part of a picture that becomes a view, in pixels of the full-size picture, and whether it is mirrored.</summary>
internal struct Frame
{
    internal double X, Y, Width, Height;
    internal bool MirrorX, MirrorY;

    /// <summary>The largest centred rectangle with the proportions of the output, times a share.</summary>
    internal static Frame Centre(ImageSize source, SampleShape output, double share)
    {
        var unit = Math.Min((double)source.Width / output.Width, (double)source.Height / output.Height) * share;
        double width = Math.Max(1, Math.Round(unit * output.Width)), height = Math.Max(1, Math.Round(unit * output.Height));
        return new Frame
        {
            Width = width,
            Height = height,
            X = Math.Floor((source.Width - width) / 2),
            Y = Math.Floor((source.Height - height) / 2),
        };
    }

    /// <summary>The same part in the pixels of a picture that was decoded at another size.</summary>
    internal readonly Frame In(ImageSize full, ImageSize decoded)
    {
        double across = (double)decoded.Width / full.Width, down = (double)decoded.Height / full.Height;
        return this with { X = X * across, Width = Width * across, Y = Y * down, Height = Height * down };
    }
}
