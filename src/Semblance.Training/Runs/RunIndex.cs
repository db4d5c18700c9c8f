using Semblance.Errors;

namespace Semblance.Training.Runs;

/// <summary>Finds and removes run folders.</summary>
public static class RunIndex
{
    private const int Depth = 4;

    private static readonly string[] OwnFiles =
    [
        "views.yaml", "environment.json", "metrics.json", "metrics.csv", "timings.csv", "summary.json", "skipped.csv", "checkpoint.safetensors",
        "weights.safetensors", "evaluation.json", "report.html", "config.json",
    ];

    /// <summary>The runs below a folder, by path; a folder inside a run is not looked into.</summary>
    /// <param name="root">Where to look, four levels deep; a folder that does not exist holds none.</param>
    public static IReadOnlyList<RunFolder> Find(string root) => Directory.Exists(root) ? [.. Below(root, Depth)] : [];

    /// <summary>Removes what a run wrote, and the folder when nothing else is in it.</summary>
    /// <param name="folder">The run.</param>
    /// <returns>Files of others that were left in place, with their folder.</returns>
    /// <exception cref="RunException">A file cannot be removed.</exception>
    public static IReadOnlyList<string> Delete(RunFolder folder)
    {
        try
        {
            // config.json goes last: as long as it is there, the folder is a run and can be deleted again.
            foreach (var file in OwnFiles.SelectMany(f => new[] { f + ".partial", f })) File.Delete(Path.Combine(folder.Path, file));
            string[] left = [.. Directory.EnumerateFileSystemEntries(folder.Path).Order(StringComparer.Ordinal)];
            if (left.Length == 0) Directory.Delete(folder.Path);
            return left;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunException($"cannot delete run '{folder.Path}'", e.Message, "check whose files they are", e);
        }
    }

    private static IEnumerable<RunFolder> Below(string folder, int depth)
    {
        if (File.Exists(Path.Combine(folder, "config.json"))) return [RunFolder.Open(folder)];
        return depth == 0 ? [] : Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal).SelectMany(f => Below(f, depth - 1));
    }
}
