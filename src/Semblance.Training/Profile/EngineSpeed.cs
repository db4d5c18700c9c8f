using System.Diagnostics;
using Semblance.Networks.Layers;
using Semblance.Tensors;

namespace Semblance.Training.Profile;

/// <summary>Short measurements of the engine on this machine: a tenth of a second each, best of several.</summary>
public static class EngineSpeed
{
    private const int MatrixSide = 1024;
    private const int Batch = 16;
    private const int Channels = 64;
    private const int ImageSide = 16;
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(120);

    /// <summary>Speed of a float32 matrix product, in GFLOP/s.</summary>
    /// <param name="device">Where. Default the processor.</param>
    public static double MatrixProduct(Device device = default)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(0);
        var a = Tensor.RandomNormal(rng, [MatrixSide, MatrixSide]).To(device);
        var b = Tensor.RandomNormal(rng, [MatrixSide, MatrixSide]).To(device);
        return Best(() => Waited(a.MatMul(b)), 2.0 * MatrixSide * MatrixSide * MatrixSide);
    }

    /// <summary>Speed of a 3x3 convolution with its gradients, as one step of a residual network has it, in GFLOP/s of direct convolution.</summary>
    /// <param name="type">Float32 or BFloat16; the latter by autocast. Channels last, as training has them.</param>
    public static double ConvolutionStep(ElementType type)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(0);
        using var layer = new Conv2d(new ConvolutionShape(Channels, Channels, 3) { Padding = 1, Bias = false }, rng);
        layer.ChannelsLast();
        var images = Tensor.RandomNormal(rng, [Batch, Channels, ImageSide, ImageSide]).ChannelsLast();
        images.RequiresGradient = true;
        const double forward = 2.0 * Batch * ImageSide * ImageSide * Channels * Channels * 9;
        return Best(() => Step(layer, images, type), 3 * forward);
    }

    private static void Step(Conv2d layer, Tensor images, ElementType type)
    {
        Tensor loss;
        using (new Autocast(Device.Cpu, type)) loss = layer.Forward(images).Sum();
        _ = Gradients.Of(loss, [images, layer.Parameters.Single().Value]);
    }

    private static void Waited(Tensor result)
    {
        if (result.Device.Type != DeviceType.Cpu) result.Sum().Item();
    }

    private static double Best(Action work, double operations)
    {
        using var warm = new TensorScope();
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
