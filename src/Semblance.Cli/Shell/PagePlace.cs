using Semblance.Errors;

namespace Semblance.Cli.Shell;

/// <summary>Where a page goes, looked at before minutes of work are spent on it.</summary>
internal static class PagePlace
{
    /// <summary>Refuses a page whose folder is not there.</summary>
    /// <exception cref="RequestException">There is no such folder, or the place is one.</exception>
    public static void Check(string? page)
    {
        if (page is null) return;
        var full = Path.GetFullPath(page);
        if (Directory.Exists(full)) throw new RequestException($"cannot write '{page}'", "it is a folder", "name a file: --out report.html");
        if (Directory.Exists(Path.GetDirectoryName(full))) return;
        throw new RequestException($"cannot write '{page}'", "its folder does not exist", $"make it first: mkdir -p {Path.GetDirectoryName(full)}");
    }
}
