using Semblance.Errors;
using Semblance.Files;
using Semblance.Pairs.Synthetic;

namespace Semblance.Pairs.Data;

/// <summary>Opens NumPy arrays: [rows, dim] as vectors, several of them with a comma between as row-aligned views, [rows, height, width] and [rows, height, width, channels] as images.</summary>
internal static class NpyData
{
    internal static DataSet Open(string name, string file, DataRequest request)
    {
        if (file.Contains(',', StringComparison.Ordinal) && !File.Exists(file)) return Views(name, file.Split(','), request);
        var array = Npy.Read(file);
        if (array.ElementType != typeof(float) && array.ElementType != typeof(double) && array.ElementType != typeof(byte))
        {
            throw new RequestException(
                $"'{file}' holds {array.ElementType.Name} numbers", "data must be float32, float64 or uint8", "convert it: numpy.save(path, array.astype('float32'))");
        }

        var s = array.Shape;
        var isImages = s.Length == 3 || (s.Length == 4 && s[3] is 1 or 3);
        if ((s.Length != 2 && !isImages) || s.Any(n => n < 1 || n > int.MaxValue)) throw WrongShape(file, array);
        var labels = LabelsReader.Read(DataSets.InSplit(request.LabelsFile, request.Split), (int)s[0]);
        if (!isImages) return new VectorRows(name, array.ToSingles(), (int)s[1], labels);
        var stored = new SampleShape(s.Length == 4 ? (int)s[3] : 1, (int)s[1], (int)s[2]);
        return new ByteImages(name, array.Data as byte[] ?? Bytes(array, file), stored, request.Channels, labels);
    }

    /// <summary>Row-aligned arrays: all views of the first sample, then of the second; labels are those of the samples.</summary>
    private static VectorRows Views(string name, string[] files, DataRequest request)
    {
        NpyArray[] arrays = [.. files.Select(Npy.Read)];
        foreach (var array in arrays)
        {
            if (array.Shape.Length != 2 || array.Data.Length == 0) throw WrongShape(array.Path, array);
            if (array.Shape.SequenceEqual(arrays[0].Shape)) continue;
            throw new RequestException("views must be row-aligned arrays of one shape", $"'{arrays[0].Path}' is {arrays[0].ShapeText}, '{array.Path}' is {array.ShapeText}", "give the same samples in the same order");
        }

        var (rows, dim, count) = ((int)arrays[0].Shape[0], (int)arrays[0].Shape[1], arrays.Length);
        if ((long)rows * dim * count > Array.MaxLength) throw new RequestException("the views are too large", $"{count} of [{rows}, {dim}]", $"give at most {Array.MaxLength} numbers in all");
        var values = new float[rows * dim * count];
        for (var v = 0; v < count; v++)
        {
            var view = arrays[v].ToSingles();
            for (var i = 0; i < rows; i++) view.AsSpan(i * dim, dim).CopyTo(values.AsSpan(((i * count) + v) * dim, dim));
        }

        var labels = LabelsReader.Read(DataSets.InSplit(request.LabelsFile, request.Split), rows);
        if (labels.Labels is { } own) labels = labels with { Labels = [.. own.SelectMany(y => Enumerable.Repeat(y, count))] };
        return new VectorRows(name, values, dim, labels) { Pairs = new StoredViews(rows, count) };
    }

    private static RequestException WrongShape(string file, NpyArray array) => new(
        $"'{file}' has a shape that is no data set",
        array.ShapeText,
        "give [rows, dim] for vectors, [rows, height, width] or [rows, height, width, channels] with 1 or 3 channels for images, none of them empty");

    // Views are made from bytes: 1/510 is the largest rounding.
    private static byte[] Bytes(NpyArray array, string file)
    {
        var values = array.ToSingles();
        var bytes = GC.AllocateUninitializedArray<byte>(values.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (values[i] is not (>= 0 and <= 1))
            {
                throw new RunException(
                    $"'{file}' has a pixel out of range",
                    FormattableString.Invariant($"{values[i]} in image {i / (values.Length / array.Shape[0])}"),
                    "pixels as floats go from 0 to 1: scale them, or save them as uint8");
            }

            bytes[i] = (byte)MathF.Round(values[i] * 255);
        }

        return bytes;
    }
}
