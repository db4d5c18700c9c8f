using System.Diagnostics;

namespace Semblance.Insight.Benchmarks;

/// <summary>The command line program as a process of its own.</summary>
internal static class ProgramRun
{
    /// <summary>Runs it to its end and gives what it wrote, with the time that took; null when it failed.</summary>
    internal static (string Output, Timing Time)? Of(string program, params string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var time = new Timing(watch.Elapsed.TotalSeconds, process.TotalProcessorTime.TotalSeconds);
        error.Wait();
        return process.ExitCode == 0 ? (output, time) : null;
    }
}
