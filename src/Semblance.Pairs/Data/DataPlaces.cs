using Semblance.Errors;

namespace Semblance.Pairs.Data;

/// <summary>The folders data sets are looked for in.</summary>
internal static class DataPlaces
{
    /// <summary>The folders for a data set, in order: the root given, $SEMBLANCE_DATA, ~/.cache/semblance, Debian's; each also with the data set's name.</summary>
    internal static IReadOnlyList<string> Folders(string name, string? root)
    {
        string?[] roots = [root, Environment.GetEnvironmentVariable("SEMBLANCE_DATA"), Cache(), "/usr/share/datasets"];
        return [.. roots.Where(r => !string.IsNullOrEmpty(r)).SelectMany(r => new[] { Path.Combine(r!, name), r! }).Distinct()];
    }

    /// <summary>The first folder that holds all files, or null. A file counts when it is there plain or as .gz.</summary>
    internal static string? Find(IEnumerable<string> folders, IReadOnlyList<string> files) =>
        folders.FirstOrDefault(folder => files.All(f => Resolve(folder, f) is not null));

    /// <summary>The path of a file in a folder, plain or as .gz; null when it is not there.</summary>
    internal static string? Resolve(string folder, string file)
    {
        var plain = Path.Combine(folder, file);
        return File.Exists(plain) ? plain : File.Exists(plain + ".gz") ? plain + ".gz" : null;
    }

    /// <summary>The complaint that a data set is not there.</summary>
    internal static RunException Missing(string name, IReadOnlyList<string> folders, IReadOnlyList<string> files, string howToGet) => new(
        $"data set '{name}' was not found",
        $"looked for {string.Join(", ", files)} in {string.Join(", ", folders)}",
        howToGet);

    private static string? Cache()
    {
        var home = Environment.GetEnvironmentVariable("HOME");
        return string.IsNullOrEmpty(home) ? null : Path.Combine(home, ".cache", "semblance");
    }
}
