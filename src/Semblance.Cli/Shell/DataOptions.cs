using System.CommandLine;

namespace Semblance.Cli.Shell;

/// <summary>Options about data that several verbs share.</summary>
internal static class DataOptions
{
    public static Option<string?> Root() => Flags.OptionalText("--data-root", "A folder to look for data sets in before the usual places.", "DIR");

    public static Option<int> Workers() => Flags.Integer("--workers", "Threads that read and augment samples; results do not depend on it.", 1, 1, 256);
}
