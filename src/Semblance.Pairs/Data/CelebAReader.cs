using System.Globalization;
using Semblance.Errors;

namespace Semblance.Pairs.Data;

/// <summary>Opens CelebA (Liu et al. 2015) as its authors give it: pictures in img_align_celeba/, attributes and the official split in two text files.</summary>
/// <remarks>Part 0 of the split is for training, 2 for testing; the validation pictures, part 1, are left out of both. Classes are the hair colours that the released SimVAE code
/// scores by default (black, blond, brown, grey; none where not just one of them is set), or any attribute: <c>celeba:Male</c>.</remarks>
internal static class CelebAReader
{
    internal const string Name = "celeba";

    private const int DefaultSide = 64, NumberOfAttributes = 40;
    private const string Folder = "img_align_celeba", AttributesFile = "list_attr_celeba.txt", SplitFile = "list_eval_partition.txt";

    private static readonly string[] Hair = ["Black_Hair", "Blond_Hair", "Brown_Hair", "Gray_Hair"];

    /// <summary>The files of either split.</summary>
    internal static string[] Names(Split split) => [AttributesFile, SplitFile];

    /// <summary>Reads both text files; pictures are read when they are wanted.</summary>
    internal static DataSet Read(NamedDataSet set, string[] files, DataRequest request)
    {
        var (names, rows) = Attributes(files[0]);
        var parts = Parts(files[1]);
        var wanted = request.Split == Split.Train ? 0 : 2;
        var pictures = Path.Combine(Path.GetDirectoryName(files[0])!, Folder);
        if (!Directory.Exists(pictures)) throw new RunException($"the pictures of '{set.Name}' were not found", $"no folder '{pictures}'", "unpack img_align_celeba.zip there");
        var chosen = rows.Where(r => Part(parts, r.File, files[1]) == wanted).ToList();
        var table = new AttributeTable(names, [.. chosen.Select(r => r.Values)]);
        var folder = new FolderFiles([.. chosen.Select(r => Path.Combine(pictures, r.File))], Labels(request.Name, table)) { Attributes = table };
        return new FolderImages(request.Name, folder, request with { ImageSize = request.ImageSize ?? DefaultSide });
    }

    private static (string[] Names, List<(string File, bool[] Values)> Rows) Attributes(string file)
    {
        var lines = File.ReadAllLines(file);
        var names = lines.Length > 1 ? Cells(lines[1]) : [];
        if (names.Length != NumberOfAttributes || !int.TryParse(lines[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            throw Damaged(file, $"{names.Length} names in its second line", $"its first line is a number, its second {NumberOfAttributes} names");
        }

        var rows = new List<(string, bool[])>(count);
        for (var line = 2; line < lines.Length; line++)
        {
            var cells = Cells(lines[line]);
            if (cells.Length == 0) continue;
            if (cells.Length != NumberOfAttributes + 1) throw Damaged(file, $"line {line + 1} has {cells.Length} cells", $"a line is a file name and {NumberOfAttributes} times 1 or -1");
            rows.Add((cells[0], [.. cells.Skip(1).Select(c => c is "1" or "-1" ? c == "1" : throw Damaged(file, $"line {line + 1} has '{c}'", "attributes are 1 or -1"))]));
        }

        return rows.Count == count ? (names, rows) : throw Damaged(file, $"{rows.Count} pictures", $"its first line says {count}");
    }

    private static Dictionary<string, int> Parts(string file)
    {
        var parts = new Dictionary<string, int>();
        foreach (var (line, number) in File.ReadAllLines(file).Select((l, k) => (l, k + 1)))
        {
            var cells = Cells(line);
            if (cells.Length == 0) continue;
            if (cells.Length != 2 || cells[1] is not ("0" or "1" or "2")) throw Damaged(file, $"line {number} is '{line}'", "a line is a file name and 0, 1 or 2");
            parts[cells[0]] = cells[1][0] - '0';
        }

        return parts;
    }

    private static int Part(Dictionary<string, int> parts, string picture, string file) =>
        parts.TryGetValue(picture, out var part) ? part : throw Damaged(file, $"it does not list '{picture}'", "it lists every picture");

    private static LabelSet Labels(string name, AttributeTable table)
    {
        if (name == Name)
        {
            int[] hair = [.. Hair.Select(h => IndexOf(table.Names, h))];
            return new LabelSet([.. table.Rows.Select(row => hair.Count(k => row[k]) == 1 ? Array.FindIndex(hair, k => row[k]) : Hair.Length)], ["black", "blond", "brown", "grey", "none"]);
        }

        var attribute = IndexOf(table.Names, name[(Name.Length + 1)..]);
        return new LabelSet([.. table.Rows.Select(row => row[attribute] ? 1 : 0)], [$"not {table.Names[attribute]}", table.Names[attribute]]);
    }

    private static int IndexOf(IReadOnlyList<string> names, string wanted)
    {
        var found = names.ToList().FindIndex(n => string.Equals(n, wanted, StringComparison.OrdinalIgnoreCase));
        return found >= 0 ? found : throw Suggestion.Unknown("attribute of celeba", wanted, names);
    }

    private static string[] Cells(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static RunException Damaged(string file, string seen, string right) => new($"'{file}' is damaged or another file", seen, $"{right}: get it again");
}
