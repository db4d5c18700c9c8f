using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Semblance.Errors;

namespace Semblance.Files;

/// <summary>NumPy's <c>.npy</c> format, versions 1 to 3, little endian, C or Fortran order; pickled objects are refused.</summary>
public static partial class Npy
{
    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads an array.</summary>
    /// <exception cref="RequestException">No such file, no .npy file, an element type that is not a plain number, a truncated file.</exception>
    public static NpyArray Read(string path)
    {
        using var file = Source.Open(path);
        var (type, isFortran, shape) = Header(file, path);
        var data = ReadData(file, type, Count(shape, path), path);
        return new NpyArray(path, shape, isFortran && shape.Length > 1 ? ToRowMajor(data, shape) : data);
    }

    /// <summary>Writes an array atomically: the file is complete or absent.</summary>
    /// <typeparam name="T">float, double, long, int, byte or bool.</typeparam>
    /// <param name="path">The file to write.</param>
    /// <param name="elements">Elements in row-major order.</param>
    /// <param name="shape">Sizes of the dimensions.</param>
    /// <exception cref="RunException">The disk is full or the folder cannot be written.</exception>
    public static void Write<T>(string path, ReadOnlySpan<T> elements, params long[] shape)
        where T : unmanaged
    {
        if (shape.Aggregate(1L, (a, b) => a * b) != elements.Length) throw new ArgumentException($"[{string.Join(", ", shape)}] does not hold {elements.Length} elements");
        var header = $"{{'descr': '{Descriptor(typeof(T))}', 'fortran_order': False, 'shape': ({string.Join(", ", shape)}{(shape.Length == 1 ? "," : "")}), }}";
        var padded = header.PadRight((header.Length + 11 + 63) / 64 * 64 - 11) + "\n";
        var start = new byte[10 + padded.Length];
        Magic.CopyTo(start);
        start[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(start.AsSpan(8), (ushort)padded.Length);
        Encoding.ASCII.GetBytes(padded, start.AsSpan(10));
        using var file = new AtomicFile(path);
        file.Write(start);
        var rest = elements;
        while (rest.Length > 0)
        {
            var piece = rest[..Math.Min(rest.Length, 1 << 24)];
            file.Write(MemoryMarshal.AsBytes(piece));
            rest = rest[piece.Length..];
        }

        file.Commit();
    }

    /// <summary>Element type, order and shape; the stream is left at the first element.</summary>
    internal static (string Type, bool IsFortran, long[] Shape) Header(FileStream file, string path)
    {
        var header = ReadHeader(file, path);
        return (HeaderField(header, "descr", @"'([^']*)'", path), HeaderField(header, "fortran_order", "(True|False)", path) == "True", Shape(header, path));
    }

    internal static RequestException Truncated(string path, string seen) => new($"'{path}' is truncated", $"{seen}, but the file ends after {new FileInfo(path).Length} bytes", "write or copy it again");

    private static string ReadHeader(FileStream file, string path)
    {
        Span<byte> start = stackalloc byte[12];
        if (file.ReadAtLeast(start[..10], 10, throwOnEndOfStream: false) < 10 || !start[..6].SequenceEqual(Magic))
        {
            throw new RequestException($"'{path}' is not a .npy file", "it does not begin with NumPy's magic bytes", "save it with numpy.save(path, array)");
        }

        long length = BinaryPrimitives.ReadUInt16LittleEndian(start[8..]);
        if (start[6] > 1)
        {
            if (file.ReadAtLeast(start[10..], 2, throwOnEndOfStream: false) < 2) throw Truncated(path, "its header is cut off");
            length = BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        }

        if (length > file.Length - file.Position) throw Truncated(path, "its header is cut off");
        var header = new byte[length];
        file.ReadExactly(header);
        return Encoding.UTF8.GetString(header);
    }

    private static string HeaderField(string header, string name, string pattern, string path)
    {
        var match = Regex.Match(header, $"'{name}'\\s*:\\s*{pattern}");
        return match.Success
            ? match.Groups[1].Value
            : throw new RequestException(
                $"'{path}' has {(name == "descr" ? "an element type that is no plain number" : $"no readable '{name}'")}", $"its header says {header.Trim()}", "save an array of float32, float64 or int64");
    }

    private static long[] Shape(string header, string path)
    {
        var sizes = HeaderField(header, "shape", @"\(([0-9, ]*)\)", path).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. sizes.Select(s => long.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : throw TooLarge(path, s))];
    }

    private static int Count(long[] shape, string path)
    {
        Int128 count = 1;
        foreach (var size in shape)
        {
            count *= size;
            if (count > Array.MaxLength) throw TooLarge(path, $"[{string.Join(", ", shape)}]");
        }

        return (int)count;
    }

    private static RequestException TooLarge(string path, string seen) => new($"'{path}' is too large", $"its shape is {seen}", $"give at most {Array.MaxLength} elements a file");

    private static Array ReadData(FileStream file, string type, int count, string path) => type switch
    {
        "<f4" => ReadElements<float>(file, count, path),
        "<f8" => ReadElements<double>(file, count, path),
        "<i8" => ReadElements<long>(file, count, path),
        "<i4" => ReadElements<int>(file, count, path),
        "<u4" => ReadElements<uint>(file, count, path),
        "<u2" => ReadElements<ushort>(file, count, path),
        "<f2" => ReadElements<Half>(file, count, path),
        "<i2" => ReadElements<short>(file, count, path),
        "|i1" => ReadElements<sbyte>(file, count, path),
        "|u1" => ReadElements<byte>(file, count, path),
        "|b1" => ReadElements<bool>(file, count, path),
        _ => throw new RequestException(
            $"'{path}' has elements of type '{type}'", "float16 to float64, int8 to int64, uint8 to uint32 and bool in little-endian order can be read", "convert it: numpy.save(path, array.astype('float32'))"),
    };

    private static T[] ReadElements<T>(FileStream file, int count, string path)
        where T : unmanaged
    {
        if (file.Length - file.Position < (long)count * Unsafe.SizeOf<T>()) throw Truncated(path, $"it should hold {count} elements");
        var elements = new T[count];
        var done = 0;
        while (done < count)
        {
            var piece = MemoryMarshal.AsBytes(elements.AsSpan(done, Math.Min(count - done, 1 << 24)));
            file.ReadExactly(piece);
            done += Math.Min(count - done, 1 << 24);
        }

        return elements;
    }

    private static Array ToRowMajor(Array data, long[] shape) => data switch
    {
        float[] a => ToRowMajor(a, shape),
        double[] a => ToRowMajor(a, shape),
        long[] a => ToRowMajor(a, shape),
        int[] a => ToRowMajor(a, shape),
        uint[] a => ToRowMajor(a, shape),
        short[] a => ToRowMajor(a, shape),
        ushort[] a => ToRowMajor(a, shape),
        Half[] a => ToRowMajor(a, shape),
        sbyte[] a => ToRowMajor(a, shape),
        byte[] a => ToRowMajor(a, shape),
        bool[] a => ToRowMajor(a, shape),
        _ => throw new InvalidOperationException($"{data.GetType()} is no array of numbers"),
    };

    private static T[] ToRowMajor<T>(T[] data, long[] shape)
    {
        var result = new T[data.Length];
        var strides = new long[shape.Length];
        for (var d = 0; d < shape.Length; d++) strides[d] = d == 0 ? 1 : strides[d - 1] * shape[d - 1];
        var index = new long[shape.Length];
        long from = 0;
        for (var to = 0; to < data.Length; to++)
        {
            result[to] = data[from];
            for (var d = shape.Length - 1; d >= 0; d--)
            {
                from += strides[d];
                if (++index[d] < shape[d]) break;
                from -= strides[d] * shape[d];
                index[d] = 0;
            }
        }

        return result;
    }

    private static string Descriptor(Type type) =>
        type == typeof(float) ? "<f4"
        : type == typeof(double) ? "<f8"
        : type == typeof(long) ? "<i8"
        : type == typeof(int) ? "<i4"
        : type == typeof(byte) ? "|u1"
        : type == typeof(bool) ? "|b1"
        : throw new NotSupportedException($"arrays of {type.Name} cannot be written");
}
