namespace Semblance.Cli.Shell;

/// <summary>What the exit code of the program means.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>The request was right, the job failed: data, disk, native engine.</summary>
    public const int Failed = 1;

    /// <summary>The request was wrong: unknown name, bad value, bad file.</summary>
    public const int BadRequest = 2;

    /// <summary>Stopped by Ctrl-C, as shells expect it: 128 + SIGINT.</summary>
    public const int Stopped = 130;
}
