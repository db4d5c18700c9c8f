using System.Buffers.Binary;
using System.IO.Compression;
using Semblance.Errors;

namespace Semblance.Pairs.Data;

/// <summary>Reads the IDX files of MNIST and its relatives: bytes in 1 (labels) or 3 (images) dimensions, plain or gzip.</summary>
internal static class IdxFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; .gz is unpacked.</param>
    /// <param name="dimensions">Dimensions expected.</param>
    /// <returns>The dimensions and the bytes.</returns>
    /// <exception cref="RunException">Another kind of file, or one that ends early.</exception>
    internal static (int[] Shape, byte[] Bytes) Read(string path, int dimensions)
    {
        using var file = File.OpenRead(path);
        using Stream stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        try
        {
            var header = new byte[4 + 4 * dimensions];
            var got = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
            CheckMagic(path, header, got, dimensions);
            var shape = new int[dimensions];
            for (var i = 0; i < dimensions; i++) shape[i] = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 + 4 * i));
            var length = shape.Aggregate(1L, (a, b) => a * b);
            if (shape.Any(s => s < 1) || length > Array.MaxLength)
            {
                throw new RunException($"'{path}' has an impossible size", $"dimensions {string.Join(" x ", shape)}", "get the file again");
            }

            var bytes = GC.AllocateUninitializedArray<byte>((int)length);
            var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (read < bytes.Length) throw Truncated(path, $"{read} of {bytes.Length} bytes after the header");
            return (shape, bytes);
        }
        catch (InvalidDataException e)
        {
            throw new RunException($"'{path}' is not a whole gzip file", e.Message, "get the file again", e);
        }
    }

    private static void CheckMagic(string path, byte[] header, int got, int dimensions)
    {
        if (got < 4) throw Truncated(path, $"{got} bytes");
        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (magic != 0x800u + (uint)dimensions)
        {
            throw new RunException(
                $"'{path}' is not an IDX file of {(dimensions == 1 ? "labels" : "images")}",
                $"it starts with 0x{magic:x8}, not 0x{0x800 + dimensions:x8}",
                "check that images and labels are not exchanged, or get the file again");
        }

        if (got < header.Length) throw Truncated(path, $"{got} bytes of a {header.Length}-byte header");
    }

    private static RunException Truncated(string path, string seen) => new($"'{path}' is cut short", seen, "get the file again");
}
