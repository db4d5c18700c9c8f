using Semblance.Errors;
using Semblance.Files;

namespace Semblance.Pairs.Data;

/// <summary>Opens NumPy arrays: [rows, dim] as vectors, [rows, height, width] and [rows, height, width, channels] as images.</summary>
internal static class NpyData
{
    internal static DataSet Open(string name, string file, DataRequest request)
    {
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
