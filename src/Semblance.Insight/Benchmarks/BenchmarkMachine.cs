using System.Globalization;
using System.Runtime.InteropServices;
using Semblance.Tensors;

namespace Semblance.Insight.Benchmarks;

/// <summary>What a figure depends on besides the program.</summary>
/// <param name="Processor">Name of the processor.</param>
/// <param name="Cores">Logical cores.</param>
/// <param name="Threads">Threads of the engine, and of the peer.</param>
/// <param name="BlasCore">Kernels of OpenBLAS, the same for the peer; empty for another BLAS.</param>
/// <param name="Libtorch">Version of libtorch.</param>
/// <param name="Load">Mean number of running threads over the last minute when the benchmarks began; null where the system does not tell.</param>
/// <param name="Peer">Versions of the peer's packages by name; empty without a peer.</param>
/// <param name="PeerReason">Why there is no peer; null with one.</param>
public sealed record BenchmarkMachine(
    string Processor, int Cores, int Threads, string BlasCore, string Libtorch, double? Load, IReadOnlyDictionary<string, string> Peer, string? PeerReason)
{
    internal static BenchmarkMachine Here(Peer peer) => new(
        Name(), Environment.ProcessorCount, Runtime.Threads, Runtime.BlasCore, Runtime.BuildInfo.Split('\n')[0].Trim(), LoadNow(), peer.Versions, peer.Reason);

    /// <summary>Whether the processor has instructions for bfloat16; without them it is emulated.</summary>
    internal static bool HasNativeBFloat16() => Line("flags")?.Split(' ').Any(f => f is "amx_bf16" or "avx512_bf16") == true;

    private static string Name() => Line("model name")?.Split(':', 2)[1].Trim() ?? $"{RuntimeInformation.ProcessArchitecture}";

    private static string? Line(string start) =>
        File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith(start, StringComparison.Ordinal)) : null;

    private static double? LoadNow() =>
        File.Exists("/proc/loadavg") ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : null;
}
