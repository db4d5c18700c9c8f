using System.Globalization;
using System.Text;
using Semblance.Errors;
using Semblance.Tensors;

namespace Semblance.Files;

/// <summary>Reads and writes arrays of numbers in files whose ending tells the format: <c>.npy</c>, <c>.csv</c> or <c>.safetensors</c>.</summary>
public static class ArrayFile
{
    private static readonly string[] Endings = [".npy", ".csv", ".safetensors"];

    /// <summary>Reads any array.</summary>
    /// <param name="path">The file; a tensor of a safetensors file that holds several is named after a <c>#</c>: <c>z.safetensors#train</c>.</param>
    /// <exception cref="RequestException">No such file, another ending, damaged content.</exception>
    public static NpyArray Read(string path)
    {
        var (file, name) = path.LastIndexOf('#') is > 0 and var at && !File.Exists(path) ? (path[..at], path[(at + 1)..]) : (path, null);
        return Path.GetExtension(file).ToLowerInvariant() switch
        {
            ".npy" => Npy.Read(file),
            ".csv" => ReadCsv(file),
            ".safetensors" => ReadSafetensors(file, name),
            var ending => throw new RequestException($"cannot read '{path}'", $"its ending is '{ending}'", $"give a file ending in {string.Join(", ", Endings)}"),
        };
    }

    /// <summary>Reads a matrix, [rows, columns]; a vector becomes one column.</summary>
    /// <param name="path">See <see cref="Read"/>.</param>
    /// <param name="what">What it is, for messages: <c>view 1</c>.</param>
    /// <exception cref="RequestException">As for <see cref="Read"/>; more than two dimensions, no rows, NaN or infinity with its place.</exception>
    public static NpyArray ReadMatrix(string path, string what)
    {
        var array = Read(path);
        if (array.Shape.Length == 1) array = array with { Shape = [array.Shape[0], 1] };
        if (array.Shape.Length != 2 || array.Data.Length == 0)
        {
            throw new RequestException($"{what} must be a matrix of shape [rows, columns]", $"'{path}' has shape {array.ShapeText}", "flatten each sample to one row");
        }

        var bad = array.Data switch
        {
            float[] a => Array.FindIndex(a, v => !float.IsFinite(v)),
            double[] a => Array.FindIndex(a, v => !double.IsFinite(v)),
            Half[] a => Array.FindIndex(a, v => !Half.IsFinite(v)),
            _ => -1,
        };
        if (bad < 0) return array;
        var value = Convert.ToDouble(array.Data.GetValue(bad), CultureInfo.InvariantCulture);
        throw new RequestException(
            $"{what} holds a number that is not finite",
            string.Create(CultureInfo.InvariantCulture, $"'{path}' has {value} in row {bad / array.Shape[1]}, column {bad % array.Shape[1]}"),
            "remove the row or repair what made it");
    }

    /// <summary>Reads labels, one whole number a row.</summary>
    /// <param name="path">See <see cref="Read"/>.</param>
    /// <param name="rows">Number of rows they belong to.</param>
    /// <exception cref="RequestException">As for <see cref="Read"/>; another number of rows, or numbers that are not whole.</exception>
    public static long[] ReadLabels(string path, long rows)
    {
        var array = Read(path);
        if (array.Data.LongLength != rows || array.Shape.Count(s => s != 1) > 1)
        {
            throw new RequestException("there must be one label for each row", $"'{path}' has shape {array.ShapeText}, the data {rows} rows", $"give an array of shape [{rows}]");
        }

        return array.ToInt64s();
    }

    /// <summary>Refuses a place that could not be written later, before any work is done for it.</summary>
    /// <param name="path">Where an array is going to be written.</param>
    /// <exception cref="RequestException">Another ending than .npy, .csv or .safetensors, or a folder that does not exist.</exception>
    public static void CheckPlace(string path)
    {
        if (!Endings.Contains(Path.GetExtension(path).ToLowerInvariant()))
        {
            throw new RequestException($"cannot write '{path}'", $"its ending is '{Path.GetExtension(path)}'", $"give a file ending in {string.Join(", ", Endings)}");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder)) throw new RequestException($"cannot write '{path}'", $"there is no folder '{folder}'", "make the folder first, or choose another place");
    }

    /// <summary>Writes an array atomically in the format that the ending tells.</summary>
    /// <typeparam name="T">float, double or long.</typeparam>
    /// <param name="path">Ends in .npy, .csv (one row a line, no header) or .safetensors (one tensor of the file's name).</param>
    /// <param name="elements">Elements in row-major order.</param>
    /// <param name="shape">One or two sizes.</param>
    /// <exception cref="RequestException">See <see cref="CheckPlace"/>.</exception>
    /// <exception cref="RunException">The disk is full or the folder cannot be written.</exception>
    public static void Write<T>(string path, T[] elements, params long[] shape)
        where T : unmanaged, IFormattable
    {
        CheckPlace(path);
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".npy":
                Npy.Write<T>(path, elements, shape);
                break;
            case ".csv":
                AtomicFile.WriteText(path, Csv(elements, shape.Length > 1 ? (int)shape[1] : 1));
                break;
            default:
                using (var tensor = Tensor.From(elements, shape))
                {
                    Safetensors.Write(path, [new(Path.GetFileNameWithoutExtension(path), tensor)]);
                }

                break;
        }
    }

    private static string Csv<T>(T[] elements, int columns)
        where T : IFormattable
    {
        var text = new StringBuilder();
        for (var k = 0; k < elements.Length; k++)
        {
            text.Append(elements[k].ToString(null, CultureInfo.InvariantCulture)).Append((k + 1) % columns == 0 ? '\n' : ',');
        }

        return text.ToString();
    }

    private static NpyArray ReadSafetensors(string path, string? name)
    {
        using var file = Safetensors.Read(path);
        if (name is null && file.Tensors.Count != 1)
        {
            throw new RequestException($"'{path}' holds {file.Tensors.Count} tensors", $"they are {string.Join(", ", file.Tensors.Keys.Take(10))}", $"name one: {path}#NAME");
        }

        var chosen = name ?? file.Tensors.Keys.Single();
        if (!file.Tensors.TryGetValue(chosen, out var tensor)) throw Suggestion.Unknown($"tensor of '{path}'", chosen, file.Tensors.Keys);
        using var scope = new TensorScope();
        Array data = tensor.ElementType switch
        {
            ElementType.Float32 => tensor.ToArray<float>(),
            ElementType.Int64 => tensor.ToArray<long>(),
            _ => tensor.To(ElementType.Float64).ToArray<double>(),
        };
        return new NpyArray(path, tensor.Shape, data);
    }

    /// <summary>Numbers separated by commas, a header where the first line is none; one column gives a vector.</summary>
    private static NpyArray ReadCsv(string path)
    {
        if (!File.Exists(path)) throw new RequestException($"cannot read '{path}'", "there is no such file", "check the path");
        var values = new List<double>();
        int columns = 0, rows = 0, line = 0;
        foreach (var text in File.ReadLines(path))
        {
            line++;
            if (string.IsNullOrWhiteSpace(text)) continue;
            var cells = text.Split(',');
            if (line == 1 && !cells.All(IsNumber)) continue;
            if (columns == 0) columns = cells.Length;
            if (cells.Length != columns) throw Malformed(path, line, $"{cells.Length} cells where earlier lines have {columns}");
            foreach (var cell in cells)
            {
                if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) throw Malformed(path, line, $"'{cell.Trim()}' is no number");
                values.Add(value);
            }

            rows++;
        }

        return new NpyArray(path, columns == 1 ? [rows] : [rows, columns], values.ToArray());
    }

    private static bool IsNumber(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static RequestException Malformed(string path, int line, string seen) =>
        new($"'{path}' cannot be read as numbers", $"line {line}: {seen}", "write one row a line, numbers separated by commas, with or without a header");
}
