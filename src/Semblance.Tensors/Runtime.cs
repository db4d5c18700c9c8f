using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Semblance.Errors;
using Semblance.Tensors.Engine;

namespace Semblance.Tensors;

/// <summary>The native engine as a whole: loading, threads, BLAS, determinism. Loaded at the first use of a tensor, so that
/// programs which need none do not pay for it (about half a second).</summary>
public static unsafe class Runtime
{
    private const int Abi = 2;
    private static readonly Lazy<bool> Loaded = new(Load);
    private static Action<string>? _warning;

    /// <summary>Receives the engine's warnings. Default: none, they are dropped.</summary>
    public static Action<string>? OnWarning
    {
        get => _warning;
        set => _warning = value;
    }

    /// <summary>Threads of one operator, for OpenMP loops, oneDNN and OpenBLAS alike. Range 1..1024. Default min(logical cores, 8).</summary>
    public static int Threads
    {
        get
        {
            EnsureLoaded();
            return NativeMethods.semblance_get_threads();
        }

        set
        {
            if (value is < 1 or > 1024) throw new RequestException("the number of threads is out of range", $"got {value}", "give --threads a number from 1 to 1024");
            EnsureLoaded();
            Status.Check(NativeMethods.semblance_set_threads(value), "set threads");
        }
    }

    /// <summary>The kernels OpenBLAS chose, <c>SkylakeX</c> for example; empty when BLAS is another library.</summary>
    public static string BlasCore
    {
        get
        {
            EnsureLoaded();
            return Text.From(NativeMethods.semblance_blas_core());
        }
    }

    /// <summary>libtorch's version and build configuration, first line the version.</summary>
    public static string BuildInfo
    {
        get
        {
            EnsureLoaded();
            return Text.From(NativeMethods.semblance_build_info());
        }
    }

    /// <summary>Number of operator overloads the dispatcher knows.</summary>
    public static int OperatorCount
    {
        get
        {
            EnsureLoaded();
            return NativeMethods.semblance_op_count();
        }
    }

    /// <summary>Number of CUDA devices the engine sees; 0 for a CPU build.</summary>
    public static int CudaDevices
    {
        get
        {
            EnsureLoaded();
            int count;
            Status.Check(NativeMethods.semblance_cuda_devices(&count), "count CUDA devices");
            return count;
        }
    }

    /// <summary>Bytes of freed tensors kept for reuse.</summary>
    public static long KeptBytes
    {
        get
        {
            EnsureLoaded();
            return NativeMethods.semblance_memory_kept();
        }
    }

    /// <summary>Gives memory kept for reuse back to the system.</summary>
    public static void DropKeptMemory()
    {
        EnsureLoaded();
        NativeMethods.semblance_memory_drop();
    }

    /// <summary>Refuse operators without a deterministic implementation. Default false.</summary>
    public static void SetDeterministic(bool on)
    {
        EnsureLoaded();
        Status.Check(NativeMethods.semblance_set_deterministic(on ? 1 : 0), "set deterministic");
    }

    internal static void EnsureLoaded() => _ = Loaded.Value;

    private static bool Load()
    {
        ChooseBlasKernels();
        ShortenSpinning();
        try
        {
            var abi = NativeMethods.semblance_abi_version();
            if (abi != Abi) throw Missing($"libsemblance_native.so speaks ABI {abi}, this program {Abi}", null);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw Missing(Cause(e.Message), e);
        }

        var keep = Environment.GetEnvironmentVariable("SEMBLANCE_KEEP_MEMORY") != "0";
        Status.Check(NativeMethods.semblance_setup(&Warn, keep ? 1 : 0), "set up the engine");
        Status.Check(NativeMethods.semblance_set_threads(Math.Min(Environment.ProcessorCount, 8)), "set threads");
        return true;
    }

    /// <summary>The loader's report has a line for each place it looked in; a line about another library than ours is the one that tells.</summary>
    internal static string Cause(string report)
    {
        var lines = report.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.FirstOrDefault(l => l.Contains(": ", StringComparison.Ordinal) && !l.Contains(NativeMethods.Library, StringComparison.Ordinal)) ?? lines[0];
    }

    private static RunException Missing(string seen, Exception? cause) => new(
        "the native engine cannot be loaded", seen, "run `make setup` and then `make build`; `semblance doctor` tells what is missing", cause);

    /// <summary>OpenBLAS 0.3.21 does not know recent Intel models and falls back to kernels three times slower; the choice can only be
    /// made before it loads.</summary>
    private static void ChooseBlasKernels()
    {
        if (Environment.GetEnvironmentVariable("OPENBLAS_CORETYPE") is not null || !X86Base.IsSupported) return;
        var (_, b, c, d) = X86Base.CpuId(0, 0);
        var isIntel = b == 0x756e6547 && d == 0x49656e69 && c == 0x6c65746e;
        if (isIntel && Avx2.IsSupported) SetNative("OPENBLAS_CORETYPE\0"u8, Avx512F.IsSupported ? "SkylakeX\0"u8 : "Haswell\0"u8);
    }

    /// <summary>OpenMP's threads spin for milliseconds at the end of each loop, in case another follows. On a machine that does other work too
    /// they take the processor from the very thread they wait for: a step became 3 times slower. 20,000 turns bridge what comes between most loops; 2,000 do not,
    /// and waking a thread cost a quiet machine 6% of a step. OpenBLAS's threads
    /// give way while they wait, 27 ms after each product, which took 4% of a processor: 0.4 ms (2 to the 20th ticks) bridge what follows at once.</summary>
    private static void ShortenSpinning()
    {
        if (Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null) SetNative("GOMP_SPINCOUNT\0"u8, "20000\0"u8);
        SetNative("OPENBLAS_THREAD_TIMEOUT\0"u8, "20\0"u8);
    }

    /// <summary>Sets a variable that is not set yet by the C library's own setenv: .NET's is invisible to native code.</summary>
    private static void SetNative(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (!OperatingSystem.IsLinux()) return;
        fixed (byte* n = name, v = value) _ = NativeMethods.SetEnvironment(n, v, 0);
    }

    [UnmanagedCallersOnly]
    private static void Warn(byte* text)
    {
        try
        {
            _warning?.Invoke(Text.From(text));
        }
        catch (Exception)
        {
            // An exception must not cross native frames; a receiver that fails does not fail the operator that warned.
        }
    }
}
