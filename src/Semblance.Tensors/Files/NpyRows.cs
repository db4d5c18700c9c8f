using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Semblance.Errors;

namespace Semblance.Files;

/// <summary>The rows of a matrix in a <c>.npy</c> file, read as they are wanted: for files larger than memory.</summary>
internal sealed class NpyRows : IDisposable
{
    private readonly FileStream _file;
    private readonly long _start;
    private readonly string _type;

    private NpyRows(FileStream file, string type, long rows, int columns) => (_file, _start, _type, Rows, Columns) = (file, file.Position, type, rows, columns);

    internal long Rows { get; }

    internal int Columns { get; }

    /// <summary>Whether float32 holds every element as it is.</summary>
    internal bool IsSingle => _type is not ("<f8" or "<i8" or "<i4" or "<u4");

    /// <summary>Opens a file; null where its rows do not lie one after the other: another format, Fortran order, no matrix.</summary>
    /// <exception cref="RequestException">No such file, an unreadable header, an element type that is no plain number, a truncated file.</exception>
    internal static NpyRows? Open(string path)
    {
        if (!Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase)) return null;
        var file = Source.Open(path);
        try
        {
            var (type, isFortran, shape) = Npy.Header(file, path);
            if (isFortran || shape.Length != 2 || shape[0] < 1 || shape[1] is < 1 or > int.MaxValue || Width(type) is not { } width)
            {
                file.Dispose();
                return null;
            }

            if ((Int128)(file.Length - file.Position) < (Int128)shape[0] * shape[1] * width) throw Npy.Truncated(path, $"it should hold {shape[0]} rows");
            return new NpyRows(file, type, shape[0], (int)shape[1]);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads rows.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="first">Number of the first row.</param>
    /// <param name="into">Receives them, [rows, <see cref="Columns"/>].</param>
    /// <exception cref="RequestException">NaN or infinity, with its place.</exception>
    internal void Read<T>(long first, Span<T> into)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (_type)
        {
            case "<f4": Read<float, T>(first, into); break;
            case "<f8": Read<double, T>(first, into); break;
            case "<f2": Read<Half, T>(first, into); break;
            case "<i8": Read<long, T>(first, into); break;
            case "<i4": Read<int, T>(first, into); break;
            case "<i2": Read<short, T>(first, into); break;
            case "|i1": Read<sbyte, T>(first, into); break;
            case "<u4": Read<uint, T>(first, into); break;
            case "<u2": Read<ushort, T>(first, into); break;
            default: Read<byte, T>(first, into); break;
        }
    }

    public void Dispose() => _file.Dispose();

    private static int? Width(string type) => type switch
    {
        "<f8" or "<i8" => 8,
        "<f4" or "<i4" or "<u4" => 4,
        "<f2" or "<i2" or "<u2" => 2,
        "|i1" or "|u1" or "|b1" => 1,
        _ => null,
    };

    private void Read<TStored, T>(long first, Span<T> into)
        where TStored : unmanaged, INumberBase<TStored>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var at = _start + (first * Columns * Unsafe.SizeOf<TStored>());
        if (typeof(TStored) == typeof(T))
        {
            Fill(MemoryMarshal.AsBytes(into), at);
        }
        else
        {
            var stored = new TStored[into.Length];
            Fill(MemoryMarshal.AsBytes(stored.AsSpan()), at);
            for (var k = 0; k < stored.Length; k++) into[k] = T.CreateTruncating(stored[k]);
        }

        for (var k = 0; k < into.Length; k++)
        {
            if (T.IsFinite(into[k])) continue;
            throw new RequestException(
                $"'{_file.Name}' holds a number that is not finite",
                string.Create(CultureInfo.InvariantCulture, $"row {first + (k / Columns)}, column {k % Columns} is {into[k]}"),
                "remove the row from every view or repair what made it");
        }
    }

    private void Fill(Span<byte> bytes, long at)
    {
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(_file.SafeFileHandle, bytes, at);
            if (read == 0) throw Npy.Truncated(_file.Name, "it was cut off while it was read");
            bytes = bytes[read..];
            at += read;
        }
    }
}
