using System.Text.Json.Nodes;
using Semblance.Networks.Layers;
using Semblance.Tensors;
using Semblance.Training.Profile;

namespace Semblance.Training.Tests;

public sealed class ProfileTests : IDisposable
{
    private readonly SmallRuns _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void Phases_make_up_the_step_and_the_forward_phase_is_told_by_kind()
    {
        var profile = Run("profiled").Profile!;
        Assert.Equal(8, profile.Steps); // nine less the first
        Assert.Equal(profile.StepSeconds, profile.Phases.Where(p => p.Share is not null).Sum(p => p.Seconds), 9);
        Assert.Equal(1, profile.Phases.Sum(p => p.Share ?? 0), 9);
        Assert.All([TrainPhase.Copy, TrainPhase.Forward, TrainPhase.Loss, TrainPhase.Backward, TrainPhase.Optimiser], p => Assert.True(profile.Phases.Single(t => t.Phase == p).Seconds > 0, p.ToString()));
        Assert.True(profile.Layers.Sum(l => l.Seconds) <= profile.Phases.Single(p => p.Phase == TrainPhase.Forward).Seconds);
        var convolution = profile.Layers.Single(l => l.Kind == "convolution");
        Assert.True(convolution.Calls >= 3 && convolution.Gigaflops > 0);
        Assert.True(profile.Layers.Single(l => l.Kind == "product") is { Calls: >= 2, Gigaflops: > 0 });
        Assert.True(profile.ConvolutionSeconds > 0 && profile.ConvolutionGigaflops > 0 && profile.ProductGigaflops > 0);
        Assert.True(profile.StartSeconds > 0 && profile.FirstStepSeconds > profile.StartSeconds);
    }

    [Fact]
    public void Profile_is_written_beside_the_run_and_changes_no_weight()
    {
        var profile = Run("profiled").Profile!;
        var written = JsonNode.Parse(File.ReadAllText(Path.Combine(_runs.Out("profiled"), "profile.json")))!;
        Assert.Equal(profile.Steps, (int)written["steps"]!);
        Assert.Equal(Enum.GetValues<TrainPhase>().Length, written["phases"]!.AsArray().Count);
        var plain = _runs.Run(_runs.Small(), "plain");
        Assert.Null(plain.Profile);
        Assert.False(File.Exists(Path.Combine(_runs.Out("plain"), "profile.json")));
        Assert.Equal(_runs.Weights("plain"), _runs.Weights("profiled"));
    }

    [Theory]
    [InlineData(3, 2, 1, 1)]
    [InlineData(3, 1, 1, 1)]
    [InlineData(1, 2, 0, 1)]
    [InlineData(3, 1, 2, 2)]
    public void Operations_of_a_convolution_are_those_of_its_output(int kernel, int stride, int padding, int dilation)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(0);
        using var layer = new Conv2d(new ConvolutionShape(16, 24, kernel) { Stride = stride, Padding = padding, Dilation = dilation, Bias = false }, rng);
        var maps = Tensor.RandomNormal(rng, [2, 16, 9, 9]);
        var output = layer.Forward(maps);
        var weight = layer.Parameters.Single().Value;
        long[] steps = [stride, stride], edges = [padding, padding], taps = [dilation, dilation];
        Argument[] arguments = dilation == 1 ? [maps, weight, stride, padding] : [maps, weight, Argument.None, steps, edges, taps, 1];
        var call = ConvolutionCall.Of(arguments)!;
        Assert.Equal(2.0 * output.Count * 16 * kernel * kernel, call.Forward);
        Assert.Equal(call.Forward, call.Backward); // maps without a gradient: only that of the weights
        Assert.Equal(2.0 * 5 * 7 * 11, LayerKinds.Operations(LayerKinds.Product, [Tensor.Zeros([5, 7]), Tensor.Zeros([11, 7]), Tensor.Zeros([11])]));
    }

    private TrainResult Run(string name) => Trainer.Run(new TrainRequest { Config = _runs.Small(), Out = _runs.Out(name), Profile = true });
}
