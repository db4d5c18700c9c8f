using System.Runtime.CompilerServices;

namespace Semblance.Testing;

/// <summary>Where things lie in the working tree the tests were built from.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    public static string Golden(params string[] parts) => Path.Combine([Root, "tests", "golden", .. parts]);

    /// <summary>All C# files of src, as paths relative to the root, in order.</summary>
    public static IReadOnlyList<string> Sources() =>
        [.. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Root, f)).Order(StringComparer.Ordinal)];

    private static string Find([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(Path.Combine(folder, "Semblance.slnx"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException($"no Semblance.slnx above {here}");
    }
}
