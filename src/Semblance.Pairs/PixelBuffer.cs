namespace Semblance.Pairs;

/// <summary>Room for the decoded pixels of one image, kept by a reader so that nothing is allocated per image.</summary>
public sealed class PixelBuffer
{
    private byte[] _pixels = [];
    private byte[] _file = [];

    /// <summary>The pixels last read, rows of interleaved channels, [height, width, channels].</summary>
    public ReadOnlyMemory<byte> Pixels { get; internal set; }

    /// <summary>Size of the pixels last read; smaller than the image by <c>Reduction</c> where a decoder could skip detail.</summary>
    public ImageSize Size { get; internal set; }

    /// <summary>Interleaved channels of the pixels last read, 1 or 3.</summary>
    public int Channels { get; internal set; }

    /// <summary>Which sample the pixels belong to; another one than asked for where that one turned out to be unreadable.</summary>
    public int Index { get; internal set; }

    internal byte[] RoomForPixels(int bytes) => _pixels.Length >= bytes ? _pixels : _pixels = GC.AllocateUninitializedArray<byte>(bytes);

    internal byte[] RoomForFile(int bytes) => _file.Length >= bytes ? _file : _file = GC.AllocateUninitializedArray<byte>(bytes);
}
