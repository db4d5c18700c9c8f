using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Semblance.Tensors;

namespace Semblance.Training.Runs;

/// <summary>What a run's numbers depend on besides its config.</summary>
internal static class RunEnvironment
{
    internal static JsonObject Describe() => new()
    {
        ["semblance"] = typeof(RunEnvironment).Assembly.GetName().Version?.ToString(3),
        ["dotnet"] = RuntimeInformation.FrameworkDescription,
        ["engine"] = Runtime.BuildInfo.Split('\n')[0],
        ["blas-core"] = Runtime.BlasCore,
        ["threads"] = Runtime.Threads,
        ["system"] = RuntimeInformation.OSDescription,
        ["architecture"] = RuntimeInformation.ProcessArchitecture.ToString(),
        ["processors"] = Environment.ProcessorCount,
        ["processor"] = Processor(),
    };

    private static string Processor()
    {
        const string cpuInfo = "/proc/cpuinfo";
        if (!File.Exists(cpuInfo)) return "";
        var line = File.ReadLines(cpuInfo).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal));
        return line is null ? "" : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
