using System.Diagnostics;

namespace Semblance.Insight.Benchmarks;

/// <summary>How long something took.</summary>
/// <param name="Seconds">On the clock.</param>
/// <param name="Processor">Processor time of all threads; null when it was not told.</param>
internal sealed record Timing(double Seconds, double? Processor)
{
    /// <summary>Times some work, given as often as asked, per time.</summary>
    internal static Timing Of(Action work, int times = 1)
    {
        var (processor, watch) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        for (var k = 0; k < times; k++) work();
        return new Timing(watch.Elapsed.TotalSeconds / times, (Environment.CpuUsage.TotalTime - processor).TotalSeconds / times);
    }

    /// <summary>How often work must be done to take about a quarter of a second, from one try; at least once.</summary>
    internal static int TimesOf(Action work, double seconds = 0.25) => (int)Math.Clamp(seconds / Math.Max(1e-7, Of(work).Seconds), 1, 100_000);

    /// <summary>Does work until the compiler has had the time to make it fast: it does so in the background, after some hundred calls.</summary>
    internal static void Warm(Action work, double seconds = 1)
    {
        var processor = Environment.CpuUsage.TotalTime;
        do work();
        while ((Environment.CpuUsage.TotalTime - processor).TotalSeconds < seconds);
    }

    internal double Value(bool isProcessor) => isProcessor ? Processor ?? Seconds : Seconds;
}
