using System.Globalization;
using Semblance.Errors;

namespace Semblance.Pairs.Data;

/// <summary>Opens CSV tables: numeric columns, and a column named <c>label</c> for the class.</summary>
internal static class CsvData
{
    private const string LabelColumn = "label";

    internal static DataSet Open(string name, string file, DataRequest request)
    {
        if (!File.Exists(file)) throw new RequestException($"cannot read '{file}'", "there is no such file", "check the path");
        string[]? columns = null;
        var values = new List<float>();
        var words = new List<string>();
        var label = -1;
        foreach (var (line, fields) in CsvRows.Read(file))
        {
            if (columns is null)
            {
                var isHeader = fields.Any(f => !IsNumber(f, out _));
                columns = isHeader ? fields : [.. Enumerable.Range(0, fields.Length).Select(i => i.ToString(CultureInfo.InvariantCulture))];
                label = Array.FindIndex(columns, c => c.Equals(LabelColumn, StringComparison.OrdinalIgnoreCase));
                if (isHeader) continue;
            }

            Append(fields, columns, label, values, words, file, line);
        }

        var dim = (columns?.Length ?? 0) - (label >= 0 ? 1 : 0);
        if (dim < 1 || values.Count == 0) throw new RequestException($"'{file}' holds no rows of numbers", $"{words.Count} rows", "give numeric columns");
        var labels = label >= 0 ? LabelSet.FromWords(words) : LabelsReader.Read(DataSets.InSplit(request.LabelsFile, request.Split), values.Count / dim);
        string[] features = [.. columns!.Where((_, i) => i != label)];
        return new VectorRows(name, [.. values], dim, labels, i => $"'{features[i]}'");
    }

    private static void Append(string[] fields, string[] columns, int label, List<float> values, List<string> words, string file, long line)
    {
        if (fields.Length != columns.Length)
        {
            throw new RequestException($"'{file}' has a row of another length", $"line {line}: {fields.Length} fields, {columns.Length} columns", "correct that line");
        }

        for (var i = 0; i < fields.Length; i++)
        {
            if (i == label) words.Add(fields[i]);
            else if (IsNumber(fields[i], out var value)) values.Add((float)value);
            else
            {
                throw new RequestException(
                    $"'{file}' has a field that is no number", $"line {line}, column '{columns[i]}': '{fields[i]}'",
                    "give numbers, or name the column of classes 'label'");
            }
        }
    }

    private static bool IsNumber(string field, out double value) =>
        double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
