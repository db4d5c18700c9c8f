using Semblance.Errors;

namespace Semblance.Pairs.Data;

/// <summary>Opens MNIST and FashionMNIST.</summary>
internal static class IdxReader
{
    private static readonly string[] Clothes =
    [
        "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot",
    ];

    private static readonly string[] Figures = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    internal static DataSet Fashion(NamedDataSet set, string[] files, int? channels) =>
        Read(set, files, channels, Clothes, new Normalisation([0.2860], [0.3530]));

    internal static DataSet Digits(NamedDataSet set, string[] files, int? channels) =>
        Read(set, files, channels, Figures, new Normalisation([0.1307], [0.3081]));

    private static ByteImages Read(NamedDataSet set, string[] files, int? channels, string[] names, Normalisation normalisation)
    {
        var (shape, pixels) = IdxFile.Read(files[0], 3);
        var (rows, labels) = IdxFile.Read(files[1], 1);
        if (rows[0] != shape[0])
        {
            throw new RunException(
                $"images and labels of '{set.Name}' do not belong together",
                $"{shape[0]} images in '{files[0]}', {rows[0]} labels in '{files[1]}'",
                "get both files again");
        }

        var highest = labels.Max();
        if (highest >= names.Length)
        {
            throw new RunException($"'{files[1]}' has labels out of range", $"label {highest}", $"labels go from 0 to {names.Length - 1}: get the file again");
        }

        var stored = new SampleShape(1, shape[1], shape[2]);
        return new ByteImages(set.Name, pixels, stored, channels, new LabelSet(Array.ConvertAll(labels, l => (int)l), names), normalisation);
    }
}
