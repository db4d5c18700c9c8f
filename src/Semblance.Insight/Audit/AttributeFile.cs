using System.Globalization;
using Semblance.Errors;

namespace Semblance.Insight.Audit;

/// <summary>Attributes of rows from a CSV file: a header of names, then one line a row.</summary>
/// <remarks>A name may say what the column is: <c>colour:categorical</c>, <c>size:continuous</c>. Without that, text has levels, and numbers do where they
/// are whole and of at most 20 kinds. It may also say what the features should do with it: <c>colour:wanted</c>, <c>place:continuous:nuisance</c>.</remarks>
public static class AttributeFile
{
    private const int MostLevels = 20;
    private static readonly string[] Kinds = ["categorical", "continuous"], Roles = ["wanted", "nuisance"];

    /// <summary>Reads all columns.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">Number of rows the features have.</param>
    /// <exception cref="RequestException">No such file; another number of rows; a line of another length; an empty cell; an unknown kind; a column that is
    /// constant, that names rows, or that is a number in some rows and text in others.</exception>
    public static IReadOnlyList<AuditTrait> Read(string path, int rows)
    {
        if (!File.Exists(path)) throw new RequestException($"cannot read attributes '{path}'", "there is no such file", "check the path");
        var lines = File.ReadLines(path).Where(l => !string.IsNullOrWhiteSpace(l)).Select(l => l.Split(',', StringSplitOptions.TrimEntries)).ToList();
        if (lines.Count == 0) throw new RequestException($"'{path}' is empty", "it has no lines", "write a header of attribute names, then one line a row");
        var header = lines[0];
        if (header.All(IsNumber)) throw new RequestException($"'{path}' has no header", $"its first line is '{string.Join(",", header)}'", "write the names of the attributes in the first line");
        if (lines.Count - 1 != rows) throw new RequestException("attributes and features differ in length", $"'{path}' has {lines.Count - 1} rows, the features {rows}", "give one line for each row of the features, after the header");
        var twice = header.GroupBy(Name).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) throw new RequestException($"'{path}' names an attribute twice", $"'{twice.Key}'", "give every column its own name");
        for (var r = 1; r < lines.Count; r++)
        {
            if (lines[r].Length != header.Length) throw new RequestException($"'{path}' has lines of different lengths", $"line {r + 1} has {lines[r].Length} cells, the header {header.Length}", "give every row a cell for every attribute");
        }

        return [.. header.Select((name, c) => Column(path, name, [.. lines.Skip(1).Select(l => l[c])]))];
    }

    private static AuditTrait Column(string path, string head, string[] cells)
    {
        var words = head.Split(':');
        var name = words[0];
        var unknown = words.Skip(1).FirstOrDefault(w => !Kinds.Contains(w) && !Roles.Contains(w));
        if (unknown is not null) throw Suggestion.Unknown($"kind of attribute '{name}'", unknown, [.. Kinds, .. Roles]);
        var role = words.Contains("wanted") ? TraitRole.Wanted : words.Contains("nuisance") ? TraitRole.Nuisance : TraitRole.Open;
        return Typed(path, name, words.Skip(1).FirstOrDefault(Kinds.Contains) ?? "", cells).As(role);
    }

    private static AuditTrait Typed(string path, string name, string kind, string[] cells)
    {
        var empty = Array.FindIndex(cells, c => c.Length == 0);
        if (empty >= 0) throw new RequestException($"attribute '{name}' has an empty cell", $"'{path}', line {empty + 2}", "fill it in, or leave the row out everywhere");
        var text = Array.FindIndex(cells, c => !IsNumber(c));
        if (kind == "continuous" && text >= 0) throw new RequestException($"attribute '{name}' is called continuous but holds text", $"line {text + 2} of '{path}' has '{cells[text]}'", $"write numbers, or call the column {name}:categorical");
        if (text >= 0 && kind.Length == 0 && cells.Count(IsNumber) > cells.Length / 2)
        {
            throw new RequestException($"attribute '{name}' is neither numbers nor levels", $"line {text + 2} of '{path}' has '{cells[text]}' where most rows have numbers", $"repair the cell, or call the column {name}:categorical");
        }

        if (kind == "categorical" || text >= 0) return Levels(name, cells);
        var numbers = Array.ConvertAll(cells, c => double.Parse(c, CultureInfo.InvariantCulture));
        var isFew = numbers.All(v => v == Math.Floor(v)) && numbers.Distinct().Take(MostLevels + 1).Count() <= MostLevels;
        return kind.Length == 0 && isFew ? Levels(name, cells) : AuditTrait.Continuous(name, numbers);
    }

    private static AuditTrait Levels(string name, string[] cells)
    {
        string[] known = [.. cells.Distinct().Order(StringComparer.Ordinal)];
        return AuditTrait.Categorical(name, Array.ConvertAll(cells, c => Array.BinarySearch(known, c, StringComparer.Ordinal)), known);
    }

    private static string Name(string head) => head.Split(':')[0];

    private static bool IsNumber(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
