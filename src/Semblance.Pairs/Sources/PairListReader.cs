using System.Globalization;
using Semblance.Errors;
using Semblance.Pairs.Data;

namespace Semblance.Pairs.Sources;

/// <summary>Reads a user's pairs or edges from CSV: two columns of zero-based sample numbers, an optional third with the weight, header optional.</summary>
internal static class PairListReader
{
    /// <summary>All pairs in the order of the file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="samples">Number of samples; null when the list itself says it.</param>
    internal static PairTable Read(string file, int? samples)
    {
        if (!File.Exists(file)) throw new RequestException($"no pair list '{file}'", "there is no such file", "give an existing CSV file");
        List<int> first = [], second = [];
        List<double> weights = [];
        var isFirst = true;
        foreach (var (line, fields) in CsvRows.Read(file))
        {
            var isHeader = isFirst && !double.TryParse(fields[0], CultureInfo.InvariantCulture, out _);
            isFirst = false;
            if (isHeader) continue;
            var (one, other, weight) = Pair(fields, file, line, samples);
            first.Add(one);
            second.Add(other);
            weights.Add(weight);
        }

        if (first.Count == 0) throw new RequestException($"pair list '{file}' is empty", "no pairs", "give two sample numbers a line");
        return new PairTable([.. first], [.. second], [.. weights]);
    }

    private static (int First, int Second, double Weight) Pair(string[] fields, string file, long line, int? samples)
    {
        if (fields.Length is not (2 or 3)) throw Bad(file, line, $"{fields.Length} columns", "give two sample numbers and, if wanted, a weight");
        var weight = 1.0;
        if (fields.Length == 3 && !(double.TryParse(fields[2], CultureInfo.InvariantCulture, out weight) && weight > 0 && double.IsFinite(weight)))
        {
            throw Bad(file, line, $"weight '{fields[2]}'", "give a number above 0");
        }

        return (Sample(fields[0], file, line, samples), Sample(fields[1], file, line, samples), weight);
    }

    private static int Sample(string field, string file, long line, int? samples) =>
        int.TryParse(field, CultureInfo.InvariantCulture, out var n) && n >= 0 && n < (samples ?? int.MaxValue)
            ? n
            : throw Bad(file, line, $"'{field}' where a sample number belongs", samples is null ? "give numbers from 0 on" : $"give 0 to {samples - 1}: numbers start at 0");

    private static RequestException Bad(string file, long line, string seen, string remedy) =>
        new($"pair list '{file}' has a bad line", $"line {line}: {seen}", remedy);
}
