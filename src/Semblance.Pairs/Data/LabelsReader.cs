using System.Globalization;
using Semblance.Errors;
using Semblance.Files;

namespace Semblance.Pairs.Data;

/// <summary>Reads labels from a file of their own: .npy of whole numbers from 0, or text with one label a line.</summary>
internal static class LabelsReader
{
    /// <summary>Reads one label for each sample.</summary>
    /// <param name="file">The file; null for no labels.</param>
    /// <param name="samples">Labels expected.</param>
    /// <exception cref="RequestException">Another number of labels, or negative ones.</exception>
    internal static LabelSet Read(string? file, int samples)
    {
        if (file is null) return LabelSet.None;
        if (!File.Exists(file)) throw new RequestException($"no labels file '{file}'", "there is no such file", "check the path");
        var words = file.EndsWith(".npy", StringComparison.OrdinalIgnoreCase) ? FromArray(file) : FromText(file);
        if (words.Length == samples) return LabelSet.FromWords(words);
        throw new RequestException(
            $"labels file '{file}' does not belong to the data", $"{words.Length} labels for {samples} samples", "give one label for each sample");
    }

    private static string[] FromArray(string file)
    {
        var array = Npy.Read(file);
        var labels = array.ToInt64s();
        var bad = Array.FindIndex(labels, l => l is < 0 or > int.MaxValue);
        if (array.Shape.Length == 1 && bad < 0) return Array.ConvertAll(labels, l => l.ToString(CultureInfo.InvariantCulture));
        throw new RequestException(
            $"'{file}' holds no labels",
            array.Shape.Length == 1 ? $"label {labels[bad]} in row {bad}" : $"an array of shape {array.ShapeText}",
            "give one whole number from 0 up for each sample");
    }

    private static string[] FromText(string file) => [.. File.ReadAllLines(file).Select(l => l.Trim()).Where(l => l.Length > 0)];
}
