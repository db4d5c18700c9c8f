using System.Buffers.Binary;

namespace Semblance.Pairs.Data;

/// <summary>Reads size and completeness of JPEG, PNG and WebP files without decoding them.</summary>
/// <remarks>A file cut short by a copy that broke off is the usual damage, and decoders may pass it silently with grey filled in.</remarks>
internal static class ImageHeader
{
    // Some programs append a little after the end mark.
    private const int Tail = 4096;

    /// <summary>The size, or null and the reason why the file is not a whole image.</summary>
    internal static (ImageSize? Size, string? Problem) Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            if (stream.Length == 0) return (null, "the file is empty");
            var start = new byte[32];
            var got = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            var head = start.AsSpan(0, got);
            var size = got < 32 ? null
                : head is [0xFF, 0xD8, ..] ? Jpeg(stream)
                : head[..8].SequenceEqual((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]) ? Png(head)
                : head[..4].SequenceEqual("RIFF"u8) && head[8..12].SequenceEqual("WEBP"u8) ? WebP(head)
                : null;
            if (size is not { Height: > 0, Width: > 0 }) return (null, "no JPEG, PNG or WebP header");
            return IsWhole(stream, head) ? (size, null) : (null, "the file is cut short");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, e.Message);
        }
    }

    private static bool IsWhole(FileStream stream, ReadOnlySpan<byte> head)
    {
        if (head[0] == 'R') return stream.Length >= 8L + BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
        var tail = new byte[Math.Min(Tail, stream.Length)];
        stream.Seek(-tail.Length, SeekOrigin.End);
        stream.ReadExactly(tail);
        return tail.AsSpan().LastIndexOf(head[0] == 0xFF ? [0xFF, 0xD9] : "IEND"u8) >= 0;
    }

    private static ImageSize Png(ReadOnlySpan<byte> head) =>
        new(BinaryPrimitives.ReadInt32BigEndian(head[20..]), BinaryPrimitives.ReadInt32BigEndian(head[16..]));

    private static ImageSize? WebP(ReadOnlySpan<byte> head)
    {
        if (head[12..16].SequenceEqual("VP8X"u8)) return new(1 + Three(head[27..]), 1 + Three(head[24..]));
        if (head[12..16].SequenceEqual("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(head[21..]);
            return new((int)((bits >> 14) & 0x3FFF) + 1, (int)(bits & 0x3FFF) + 1);
        }

        if (!head[12..16].SequenceEqual("VP8 "u8)) return null;
        return new(BinaryPrimitives.ReadUInt16LittleEndian(head[28..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(head[26..]) & 0x3FFF);
    }

    private static int Three(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);

    // Segments from the start of the file to the first frame header, which holds the size.
    private static ImageSize? Jpeg(FileStream stream)
    {
        var segment = new byte[9];
        for (long at = 2; at + segment.Length <= stream.Length;)
        {
            stream.Seek(at, SeekOrigin.Begin);
            stream.ReadExactly(segment);
            if (segment[0] != 0xFF) return null;
            var marker = segment[1];
            if (marker == 0xFF) at++;
            else if (marker is >= 0xC0 and <= 0xCF and not 0xC4 and not 0xC8 and not 0xCC)
            {
                return new(BinaryPrimitives.ReadUInt16BigEndian(segment.AsSpan(5)), BinaryPrimitives.ReadUInt16BigEndian(segment.AsSpan(7)));
            }
            else if (marker is 0xD9 or 0xDA) return null;
            else at += 2 + BinaryPrimitives.ReadUInt16BigEndian(segment.AsSpan(2));
        }

        return null;
    }
}
