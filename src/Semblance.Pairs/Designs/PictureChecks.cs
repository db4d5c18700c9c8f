using Semblance.Errors;

namespace Semblance.Pairs.Designs;

/// <summary>What designs on pictures have in common.</summary>
internal static class PictureChecks
{
    /// <exception cref="RequestException">No pictures, too small ones, or options that contradict each other.</exception>
    internal static void Check(string design, DataSet data, bool before, bool control, int smallest)
    {
        if (!data.Shape.IsImage || Math.Min(data.Shape.Height, data.Shape.Width) < smallest)
        {
            throw new RequestException($"design '{design}' needs pictures of {smallest} pixels or more", $"'{data.Name}' holds {data.Shape}", data.Shape.IsImage ? "give larger pictures" : "put bits on vectors instead");
        }

        if (before && control) throw new RequestException($"design '{design}' cannot be painted before augmentation and drawn anew for each view", "got before=true and control=true", "choose one");
    }

    /// <summary>The pixels last read, in memory of the buffer's own, so that they may be changed.</summary>
    internal static byte[] Own(PixelBuffer buffer)
    {
        var bytes = buffer.Size.Height * buffer.Size.Width * buffer.Channels;
        var own = buffer.RoomForPixels(bytes);
        buffer.Pixels.Span[..bytes].CopyTo(own);
        buffer.Pixels = own.AsMemory(0, bytes);
        return own;
    }
}
