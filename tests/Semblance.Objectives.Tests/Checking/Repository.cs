namespace Semblance.Objectives.Tests.Checking;

/// <summary>Files of the repository that tests read.</summary>
public static class Repository
{
    public static string File(params string[] parts)
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder, "Semblance.slnx"))) folder = Path.GetDirectoryName(folder);
        return Path.Combine([folder ?? throw new InvalidOperationException("the tests must run below the repository's root"), .. parts]);
    }
}
