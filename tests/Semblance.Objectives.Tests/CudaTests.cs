using Semblance.Tensors;

namespace Semblance.Objectives.Tests;

/// <summary>Run where the engine sees a GPU.</summary>
public sealed class CudaTests
{
    [Theory]
    [InlineData("simclr")]
    [InlineData("vicreg")]
    [InlineData("barlow-twins")]
    [InlineData("spectral")]
    public void Loss_and_gradient_on_the_gpu_are_those_of_the_processor(string method)
    {
        Assert.SkipWhen(Runtime.CudaDevices == 0, "the engine sees no CUDA device: a libtorch for the processor, or no GPU");
        var (processor, gpu) = (Gradient(method, Device.Cpu), Gradient(method, new Device(DeviceType.Cuda, 0)));
        Assert.Equal(processor.Loss, gpu.Loss, 1e-9 * Math.Abs(processor.Loss));
        Assert.All(processor.Slope.Zip(gpu.Slope), p => Assert.Equal(p.First, p.Second, 1e-9));
    }

    private static (double Loss, double[] Slope) Gradient(string method, Device device)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(1);
        Tensor[] views = [Tensor.RandomNormal(rng, [40, 24], ElementType.Float64).To(device), Tensor.RandomNormal(rng, [40, 24], ElementType.Float64).To(device)];
        foreach (var view in views) view.RequiresGradient = true;
        using var objective = Methods.Create(method, [], new ObjectiveContext(24, 0, null));
        var total = objective.Terms(new ViewEmbeddings(views)).Total;
        Gradients.Backward(total);
        return (total.Item(), views[0].Gradient!.To(Device.Cpu).ToArray<double>());
    }
}
