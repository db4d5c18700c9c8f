using System.Globalization;
using System.Runtime.InteropServices;
using Semblance.Errors;
using Semblance.Tensors;
using Semblance.Training.Profile;

namespace Semblance.Cli.Doctor;

/// <summary>Looks at the native engine: is it there, which one, how fast.</summary>
internal static class EngineChecks
{
    /// <summary>A core with AVX2 reaches 40 GFLOP/s and more; below this the BLAS is a reference one or an old kernel was chosen.</summary>
    private const double SlowGigaflopsPerCore = 12;

    /// <summary>Short types count as faster only when they clearly are; measurements this short scatter by some per cent.</summary>
    private const double ClearlyFaster = 1.1;

    /// <summary>All checks of the engine; the first alone, with what is missing, when it cannot be loaded.</summary>
    public static IEnumerable<Check> All()
    {
        Check engine;
        try
        {
            engine = new("engine", true, $"{FirstLine(Runtime.BuildInfo)}; {Runtime.OperatorCount} operators");
        }
        catch (RunException e)
        {
            return [NotLoaded(e)];
        }

        return [engine, Threads(), Blas(), ShortTypes(), Devices()];
    }

    private static Check NotLoaded(RunException e)
    {
        var parts = e.Message.Split(" - ", 3);
        return new("engine", false, parts.Length > 1 ? $"{parts[0]}: {parts[1]}" : e.Message, "run `make setup`, then `make build`; with a libtorch of your own set SEMBLANCE_LIBTORCH=/path for both");
    }

    private static Check Threads()
    {
        var (threads, cores) = (Runtime.Threads, Environment.ProcessorCount);
        var advice = threads < cores && threads < 8 ? $"use --threads {Math.Min(cores, 8)}" : threads > cores ? $"more threads than cores only wait; use --threads {cores}" : null;
        return new("threads", true, $"{threads} on {cores} cores ({RuntimeInformation.ProcessArchitecture})", advice);
    }

    private static Check Blas()
    {
        var speed = EngineSpeed.MatrixProduct();
        var core = Runtime.BlasCore;
        var name = core.Length > 0 ? $"OpenBLAS with {core} kernels" : "not OpenBLAS";
        var isSlow = speed < SlowGigaflopsPerCore * Math.Min(Runtime.Threads, Environment.ProcessorCount);
        return new("blas", true, $"{name}, float32 matrix product {Number(speed)} GFLOP/s", !isSlow ? null
            : core.Length == 0 ? "slow: install libopenblas0-pthread (`make setup` does)"
            : "slow: see that nothing else uses the processor; if so, try OPENBLAS_CORETYPE=Haswell or SkylakeX");
    }

    private static Check ShortTypes()
    {
        var full = EngineSpeed.ConvolutionStep(ElementType.Float32);
        var half = EngineSpeed.ConvolutionStep(ElementType.BFloat16);
        var verdict = half > ClearlyFaster * full ? "bfloat16 is faster here" : half * ClearlyFaster < full ? "float32 is faster here" : "about equal here";
        return new("convolution", true, $"forward and backward: float32 {Number(full)} GFLOP/s, bfloat16 with channels last {Number(half)} GFLOP/s; {verdict}");
    }

    private static Check Devices()
    {
        var found = Runtime.CudaDevices;
        return new("devices", true, found == 0 ? "cpu" : $"cpu and {found} CUDA device(s)");
    }

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();

    private static string Number(double value) => value.ToString(value < 10 ? "F1" : "F0", CultureInfo.InvariantCulture);
}
