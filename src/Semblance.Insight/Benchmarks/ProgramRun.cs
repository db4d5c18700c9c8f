using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Semblance.Insight.Benchmarks;

/// <summary>The command line program as a process of its own.</summary>
internal static partial class ProgramRun
{
    private const int Children = -1;

    /// <summary>Runs it to its end and gives what it wrote, with the time that took; null when it failed.</summary>
    internal static (string Output, Timing Time)? Of(string program, params string[] arguments)
    {
        var (watch, before) = (Stopwatch.StartNew(), ChildSeconds());
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var time = new Timing(watch.Elapsed.TotalSeconds, ChildSeconds() - before);
        error.Wait();
        return process.ExitCode == 0 ? (output, time) : null;
    }

    /// <summary>Processor time of all children that have ended, in the kernel and outside; null where the system does not tell.</summary>
    private static unsafe double? ChildSeconds()
    {
        if (!OperatingSystem.IsLinux()) return null;
        var usage = stackalloc long[32]; // struct rusage: user seconds and microseconds, system seconds and microseconds, 14 counters
        return GetUsage(Children, usage) == 0 ? usage[0] + usage[2] + (1e-6 * (usage[1] + usage[3])) : null;
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static unsafe partial int GetUsage(int who, long* usage);
}
