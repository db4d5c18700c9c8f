using Semblance.Errors;

namespace Semblance.Pairs.Data;

/// <summary>The pictures of a folder and their classes.</summary>
/// <param name="Paths">Files in ordinal order.</param>
/// <param name="Labels">Classes by sub-folder; none when the pictures lie in the folder itself.</param>
internal sealed record FolderFiles(string[] Paths, LabelSet Labels)
{
    /// <summary>Attributes of each picture; null without.</summary>
    internal AttributeTable? Attributes { get; init; }

    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".webp"];
    private static readonly string[] TestNames = ["test", "val", "valid"];

    /// <summary>Lists a folder.</summary>
    /// <exception cref="RequestException">No such folder, no part of that name, no pictures, pictures beside class folders.</exception>
    internal static FolderFiles List(string folder, Split split)
    {
        if (!Directory.Exists(folder)) throw new RequestException($"no folder '{folder}'", "there is no such folder", "check the path");
        var root = Part(folder, split);
        var isWhole = root == folder;
        string[] beside = [.. Pictures(root, SearchOption.TopDirectoryOnly)];
        string[] classes = [.. Directory.GetDirectories(root)
            .Where(d => !(isWhole && TestNames.Contains(Path.GetFileName(d))) && Pictures(d, SearchOption.AllDirectories).Any())
            .Order(StringComparer.Ordinal)];
        if (beside.Length == 0 && classes.Length == 0)
        {
            throw new RequestException($"folder '{root}' holds no pictures", $"no file ends in {string.Join(", ", Extensions)}", "check the path");
        }

        if (classes.Length == 0) return new FolderFiles([.. beside.Order(StringComparer.Ordinal)], LabelSet.None);
        if (beside.Length > 0)
        {
            throw new RequestException(
                $"folder '{root}' has pictures both in and beside its sub-folders",
                $"{beside.Length} beside {classes.Length} sub-folders, among them '{Path.GetFileName(beside[0])}'",
                "move each into the folder of its class");
        }

        string[][] files = [.. classes.Select(c => Pictures(c, SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray())];
        int[] labels = [.. files.SelectMany((f, i) => Enumerable.Repeat(i, f.Length))];
        return new FolderFiles([.. files.SelectMany(f => f)], new LabelSet(labels, [.. classes.Select(c => Path.GetFileName(c)!)]));
    }

    /// <summary>Whether a folder has a part for testing.</summary>
    internal static bool HasTest(string folder) => TestNames.Any(n => Directory.Exists(Path.Combine(folder, n)));

    private static string Part(string folder, Split split)
    {
        string[] names = split == Split.Train ? ["train"] : TestNames;
        var found = names.Select(n => Path.Combine(folder, n)).FirstOrDefault(Directory.Exists);
        if (found is not null || split == Split.Train) return found ?? folder;
        throw new RequestException(
            $"folder '{folder}' has no part for testing", $"no sub-folder {string.Join(", ", TestNames)}",
            "move pictures there, or name another folder for testing");
    }

    private static IEnumerable<string> Pictures(string folder, SearchOption option) => Directory
        .EnumerateFiles(folder, "*", option)
        .Where(f => Extensions.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase));
}
