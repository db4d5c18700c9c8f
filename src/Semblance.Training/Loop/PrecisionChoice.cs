using System.Diagnostics;
using Semblance.Pairs;
using Semblance.Tensors;

namespace Semblance.Training.Loop;

/// <summary>Chooses the type of convolutions and matrix products.</summary>
internal static class PrecisionChoice
{
    /// <summary>Resolves <c>auto</c>: bfloat16 where the machine computes it natively and a short measurement finds it faster.</summary>
    internal static string Resolve(TrainConfig config, ViewPlan plan, int classes, Device device)
    {
        if (config.Precision != "auto") return config.Precision;
        if (device.Type == DeviceType.Cpu && !HasNativeBFloat16()) return "float32";
        var single = Seconds(config, plan, classes, device, ElementType.Float32);
        return Seconds(config, plan, classes, device, ElementType.BFloat16) < 0.9 * single ? "bfloat16" : "float32";
    }

    internal static ElementType Type(string precision) => precision == "bfloat16" ? ElementType.BFloat16 : ElementType.Float32;

    /// <summary>Without these instructions bfloat16 is emulated, many times slower than float32.</summary>
    private static bool HasNativeBFloat16() =>
        File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(l => l.StartsWith("flags", StringComparison.Ordinal))?
            .Split(' ').Any(f => f is "amx_bf16" or "avx512_bf16") == true;

    private static double Seconds(TrainConfig config, ViewPlan plan, int classes, Device device, ElementType type)
    {
        using var scope = new TensorScope();
        using var learner = new Learner(config, plan, classes);
        using var rng = new Rng(0);
        learner.Place(device);
        var rows = (long)Math.Min(config.Batch, 64);
        var shape = plan.Output;

        // Values in [0, 1] whatever the normalisation, as likelihoods of pixels ask for them.
        var samples = new Pixels(plan).Normalised(Tensor.RandomUniform(rng, shape.IsImage ? [rows * 2, shape.Channels, shape.Height, shape.Width] : [rows * 2, shape.Channels])).To(device);
        if (shape.IsImage) samples = samples.ChannelsLast();
        var labels = classes > 0 ? Tensor.Zeros([rows], ElementType.Int64).To(device) : null;
        var best = double.PositiveInfinity;
        for (var k = 0; k < 3; k++)
        {
            using var step = new TensorScope();
            var watch = Stopwatch.StartNew();
            var loss = learner.Loss(samples, 2, labels, type).Total;
            Gradients.Backward(loss);
            _ = loss.Item();
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
        }

        return best;
    }
}
