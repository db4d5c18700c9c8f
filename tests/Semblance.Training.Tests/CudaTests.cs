using Semblance.Tensors;

namespace Semblance.Training.Tests;

/// <summary>Run where the engine sees a GPU: build with SEMBLANCE_LIBTORCH=/path to a CUDA libtorch.</summary>
public sealed class CudaTests : IDisposable
{
    private const string NoGpu = "the engine sees no CUDA device: a libtorch for the processor, or no GPU";
    private readonly SmallRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void Training_on_the_gpu_follows_the_losses_of_the_processor()
    {
        Assert.SkipWhen(Runtime.CudaDevices == 0, NoGpu);
        var (processor, gpu) = (_runs.Run(_runs.Small(), "processor"), OnGpu("gpu"));
        Assert.Equal(processor.Epochs[0].Loss, gpu.Epochs[0].Loss, 1e-3);
        Assert.Equal(processor.Epochs[^1].Loss, gpu.Epochs[^1].Loss, 2e-2);
    }

    [Fact]
    public void Bfloat16_on_the_gpu_learns_and_its_profile_is_told()
    {
        Assert.SkipWhen(Runtime.CudaDevices == 0, NoGpu);
        var run = OnGpu("short", ("precision", "bfloat16"), ("epochs", "20"));
        Assert.True(run.Epochs[^1].Loss < run.Epochs[0].Loss);
        Assert.True(run.Profile!.ConvolutionSeconds > 0 && run.Profile.StepSeconds > 0);
    }

    private TrainResult OnGpu(string name, params (string Name, string Value)[] changes) => Trainer.Run(
        new TrainRequest { Config = _runs.Small(changes), Out = _runs.Out(name), Device = new Device(DeviceType.Cuda, 0), Profile = true });
}
