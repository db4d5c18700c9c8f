using CsvHelper;

namespace Semblance.Pairs.Data;

/// <summary>The records of a CSV file as texts, with the line each starts on.</summary>
internal static class CsvRows
{
    /// <summary>Reads record by record; empty lines are left out, spaces around fields are removed.</summary>
    /// <param name="file">The file, UTF-8 unless it has a byte order mark.</param>
    internal static IEnumerable<(long Line, string[] Fields)> Read(string file)
    {
        var options = new CsvReaderOptions { Separator = ',', HasHeader = false, TrimWhitespace = true, TrackLineNumbers = true };
        using var reader = CsvReader.FromFile(file, options, FileOptions.SequentialScan);
        while (reader.Read())
        {
            var fields = new string[reader.FieldCount];
            for (var i = 0; i < fields.Length; i++) fields[i] = reader.GetString(i);
            yield return (reader.LineNumber, fields);
        }
    }
}
