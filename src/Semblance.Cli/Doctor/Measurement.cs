using System.Diagnostics;
using Semblance.Tensors;

namespace Semblance.Cli.Doctor;

/// <summary>Short measurements of the engine on this machine: a tenth of a second each, best of several.</summary>
internal static class Measurement
{
    private const int MatrixSide = 768;
    private const int Batch = 16;
    private const int Channels = 64;
    private const int ImageSide = 16;
    private const int Kernel = 3;
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(120);
    private static readonly Operator Convolution = Operator.Named("conv2d");

    /// <summary>Speed of a float32 matrix product, in GFLOP/s.</summary>
    public static double MatrixProduct()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(0);
        var a = Tensor.RandomNormal(rng, [MatrixSide, MatrixSide]);
        var b = Tensor.RandomNormal(rng, [MatrixSide, MatrixSide]);
        return Best(() => a.MatMul(b), 2.0 * MatrixSide * MatrixSide * MatrixSide);
    }

    /// <summary>Speed of a 3x3 convolution with its gradients, as one step of a residual network has it, in GFLOP/s.</summary>
    /// <param name="type">Float32 or BFloat16; the latter by autocast and with channels last, as training does it.</param>
    public static double ConvolutionStep(ElementType type)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(0);
        var images = Tensor.RandomNormal(rng, [Batch, Channels, ImageSide, ImageSide]);
        var weight = Tensor.RandomNormal(rng, [Channels, Channels, Kernel, Kernel]);
        if (type != ElementType.Float32) images = images.ChannelsLast();
        images.RequiresGradient = true;
        weight.RequiresGradient = true;
        const double forward = 2.0 * Batch * ImageSide * ImageSide * Channels * Channels * Kernel * Kernel;
        return Best(() => Step(images, weight, type), 3 * forward);
    }

    private static void Step(Tensor images, Tensor weight, ElementType type)
    {
        Tensor loss;
        using (new Autocast(Device.Cpu, type))
        {
            loss = Convolution.Call(images, weight, Argument.None, new long[] { 1, 1 }, new long[] { 1, 1 }, new long[] { 1, 1 }, 1).Sum();
        }

        _ = Gradients.Of(loss, [images, weight]);
    }

    private static double Best(Action work, double operations)
    {
        work();
        var best = double.PositiveInfinity;
        var total = Stopwatch.StartNew();
        do
        {
            using var step = new TensorScope();
            var one = Stopwatch.StartNew();
            work();
            best = Math.Min(best, one.Elapsed.TotalSeconds);
        }
        while (total.Elapsed < Budget);

        return operations / best / 1e9;
    }
}
