using System.Globalization;
using Semblance.Tensors;

namespace Semblance.Insight.Benchmarks;

/// <summary>The most memory that some work holds, as the kernel counts it.</summary>
internal static class PeakMemory
{
    /// <summary>Bytes held at most while working, beyond what was held before; null where the kernel does not tell.</summary>
    internal static double? Of(Action work)
    {
        Runtime.DropKeptMemory();
        GC.Collect();
        try
        {
            File.WriteAllText("/proc/self/clear_refs", "5"); // the peak starts anew from what is held now
            var before = Bytes("VmRSS");
            work();
            return Math.Max(0, Bytes("VmHWM") - before);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            work();
            return null;
        }
    }

    private static double Bytes(string field)
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(field, StringComparison.Ordinal));
        return 1024 * double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
