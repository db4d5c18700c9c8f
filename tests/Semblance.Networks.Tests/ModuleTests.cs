using Semblance.Errors;
using Semblance.Files;
using Semblance.Networks.Layers;
using Semblance.Tensors;

namespace Semblance.Networks.Tests;

public sealed class ModuleTests
{
    [Fact]
    public void First_weights_are_those_PyTorch_draws_from_the_same_seed()
    {
        using var scope = new TensorScope();
        using var golden = Golden.Read("initialisation");
        using var rng = new Rng(7);
        using var linear = new Linear(6, 4, rng);
        using var convolution = new Conv2d(new(2, 3, 3), rng);
        foreach (var (name, module) in new (string, Module)[] { ("linear", linear), ("conv", convolution) })
        {
            foreach (var (n, p) in module.Parameters) Golden.Close(golden.Tensors[$"{name}/{n}"], p, 1e-7, $"{name}/{n}");
        }
    }

    [Fact]
    public void Residual_convolutions_have_the_variance_that_keeps_signals_alive()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(3);
        using var block = new PlainBlock(64, 128, 1, rng);
        var weight = block.Parameters.First().Value.Detach().Flatten();
        Assert.Equal(2.0 / (128 * 9), weight.Variance(0).Item(), 2.0 / (128 * 9) * 0.02);
    }

    [Fact]
    public void A_state_survives_a_file()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(3);
        using var source = Encoders.Encoders.Create("cnn:widths=4x8x8,stem=4", 1, 8, 8, rng);
        using var target = Encoders.Encoders.Create("cnn:widths=4x8x8,stem=4", 1, 8, 8, rng);
        source.Forward(Tensor.RandomNormal(rng, [4, 1, 8, 8]));
        var path = Path.Combine(Path.GetTempPath(), $"semblance-{Guid.NewGuid():N}.safetensors");
        try
        {
            Safetensors.Write(path, source.State);
            using var file = Safetensors.Read(path);
            target.Load(file.Tensors);
        }
        finally
        {
            File.Delete(path);
        }

        var input = Tensor.RandomNormal(rng, [4, 1, 8, 8]);
        source.Train(false);
        target.Train(false);
        Assert.Equal(source.Forward(input).ToArray<float>(), target.Forward(input).ToArray<float>());
        Assert.Equal(1, target.Buffers.Single(b => b.Key == "bn1.num_batches_tracked").Value.Item());
    }

    [Fact]
    public void Missing_and_misshapen_weights_are_explained()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(3);
        using var layer = new Linear(2, 3, rng);
        var missing = Assert.Throws<RequestException>(() => layer.Load(new Dictionary<string, Tensor>()));
        Assert.Equal("weights lack 'weight' - they hold 0 tensors - load weights of the same encoder and head", missing.Message);
        var shape = Assert.Throws<RequestException>(() => layer.Load(new Dictionary<string, Tensor> { ["weight"] = Tensor.Ones([3, 3]) }));
        Assert.Equal("weights 'weight' have another shape - stored float32 [3, 3], needed float32 [3, 2] - load weights of the same encoder and head", shape.Message);
    }

    [Fact]
    public void Casting_keeps_the_tensors_and_their_values()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(3);
        using var layer = new BatchNorm2d(3);
        using var convolution = new Conv2d(new(3, 4, 3), rng);
        var weight = convolution.Parameters.First().Value;
        var before = weight.ToArray<float>();
        convolution.To(ElementType.Float64).ChannelsLast();
        layer.To(ElementType.Float64).To(Device.Cpu);
        Assert.Same(weight, convolution.Parameters.First().Value);
        Assert.Equal(ElementType.Float64, weight.ElementType);
        Assert.True(weight.IsChannelsLast);
        Assert.True(weight.RequiresGradient);
        Assert.Equal(before, weight.ToArray<double>().Select(v => (float)v));
        Assert.Equal(ElementType.Int64, layer.Buffers.Single(b => b.Key == "num_batches_tracked").Value.ElementType);
        var e = Assert.Throws<RequestException>(() => layer.To(ElementType.BFloat16));
        Assert.Equal("weights cannot have this type - got BFloat16 - use Float32 or Float64; for bf16 open an Autocast around Forward", e.Message);
    }

    [Fact]
    public void Channels_last_weights_carry_images_of_one_channel_along()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(3);
        using var convolution = new Conv2d(new(1, 4, 3), rng);
        var input = Tensor.RandomNormal(rng, [2, 1, 6, 6]);
        Assert.True(convolution.Forward(input).IsContiguous);
        convolution.ChannelsLast();
        var output = convolution.Forward(input);
        Assert.True(output.IsChannelsLast && !output.IsContiguous);
    }

    [Fact]
    public void Evaluation_uses_the_running_moments_and_leaves_them_alone()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(3);
        using var layer = new BatchNorm1d(2);
        var input = Tensor.From([1.0f, 10, 3, 30, 5, 50], 3, 2);
        layer.Forward(input);
        var buffers = layer.Buffers.ToDictionary(b => b.Key, b => b.Value);
        Assert.Equal(0.3, buffers["running_mean"].ToArray<float>()[0], 1e-6);
        Assert.Equal(0.9 + (0.1 * 4), buffers["running_var"].ToArray<float>()[0], 1e-6);
        layer.Train(false);
        var output = layer.Forward(input).ToArray<float>();
        Assert.Equal((1 - 0.3) / Math.Sqrt(1.3 + 1e-5), output[0], 1e-6);
        Assert.Equal(0.3, buffers["running_mean"].ToArray<float>()[0], 1e-6);
        Assert.Equal(1, buffers["num_batches_tracked"].Item());
    }

    [Fact]
    public void An_encoder_takes_images_of_several_sizes()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(3);
        foreach (var spec in new[] { "cnn:widths=4x8x8", "resnet18:width=0.0625" })
        {
            using var encoder = Encoders.Encoders.Create(spec, 1, 28, 28, rng);
            Assert.Equal([2, encoder.OutputDim], encoder.Forward(Tensor.RandomNormal(rng, [2, 1, 20, 20])).Shape);
            Assert.Equal([2, encoder.OutputDim], encoder.Forward(Tensor.RandomNormal(rng, [2, 1, 33, 28])).Shape);
        }
    }

    [Fact]
    public void Autocast_gives_nearly_the_same_and_float32_gradients()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(3);
        using var encoder = Encoders.Encoders.Create("resnet18:width=0.125", 3, 16, 16, rng);
        using var head = Heads.Heads.Create("mlp:hidden=32,out=16", encoder.OutputDim, rng);
        encoder.ChannelsLast();
        var input = Tensor.RandomNormal(rng, [16, 3, 16, 16]).ChannelsLast();
        var exact = head.Forward(encoder.Forward(input));
        Tensor rounded;
        using (new Autocast(Device.Cpu, ElementType.BFloat16)) rounded = head.Forward(encoder.Forward(input)).To(ElementType.Float32);
        Assert.True((exact - rounded).Norm(-1).Mean().Item() < 0.1 * exact.Norm(-1).Mean().Item());
        Gradients.Backward(rounded.Square().Sum());
        Assert.All(encoder.Parameters, p => Assert.Equal(ElementType.Float32, p.Value.Gradient!.ElementType));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(8)]
    public void Strided_1x1_convolutions_of_few_channels_are_those_of_float64(int channels)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(3);
        using var layer = new Conv2d(new ConvolutionShape(channels, 2 * channels, 1) { Stride = 2, Bias = false }, rng);
        var input = Tensor.RandomNormal(rng, [128, channels, 33, 32]);
        var (maps, gradient) = Run(input.ChannelsLast());
        layer.To(ElementType.Float64);
        var (exact, right) = Run(input.To(ElementType.Float64));
        Assert.InRange(Distance(maps, exact), 0, 1e-6);
        Assert.InRange(Distance(gradient, right), 0, 1e-5);

        (Tensor Maps, Tensor Gradient) Run(Tensor x)
        {
            var result = layer.Forward(x);
            return (result.Detach(), Gradients.Of(result.Square().Sum(), [layer.Parameters.Single().Value])[0]);
        }

        static double Distance(Tensor value, Tensor exact) => Math.Sqrt((value.To(ElementType.Float64) - exact).Square().Sum().Item() / exact.Square().Sum().Item());
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 1)]
    public void Under_autocast_convolutions_run_in_bfloat16(int kernel, int padding)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(3);
        using var layer = new Conv2d(new ConvolutionShape(16, 16, kernel) { Padding = padding, Bias = false }, rng);
        using var autocast = new Autocast(Device.Cpu, ElementType.BFloat16);
        Assert.Equal(ElementType.BFloat16, layer.Forward(Tensor.RandomNormal(rng, [8, 16, 16, 16])).ElementType);
    }

    [Fact]
    public void Outputs_of_a_head_end_with_its_result()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(3);
        using var head = Heads.Heads.Create("mlp:hidden=8x7,out=5", 6, rng);
        var input = Tensor.RandomNormal(rng, [9, 6]);
        var outputs = head.Outputs(input);
        Assert.Equal([8L, 7, 5], outputs.Select(o => o.Size(1)));
        Assert.Equal(head.Forward(input).ToArray<float>(), outputs[^1].ToArray<float>());
        Assert.Equal(0, outputs[0].Min().Item());
        Assert.Equal(["0.weight", "1.weight", "1.bias", "3.weight", "4.weight", "4.bias", "6.weight", "6.bias"], head.Parameters.Select(p => p.Key));
    }

    [Fact]
    public void A_target_follows_at_its_pace_and_copies_moments()
    {
        using var scope = new TensorScope();
        using var rng = new Rng(3);
        using var online = Heads.Heads.Create("mlp:hidden=4,out=3", 5, rng);
        using var target = Heads.Heads.Create("mlp:hidden=4,out=3", 5, rng);
        online.Forward(Tensor.RandomNormal(rng, [9, 5]));
        float[] mine = target.Parameters.First().Value.ToArray<float>(), theirs = online.Parameters.First().Value.ToArray<float>();
        MovingAverage.Update(target, online, 0.75);
        var moved = target.Parameters.First().Value.ToArray<float>();
        for (var k = 0; k < mine.Length; k++) Assert.Equal((0.75 * mine[k]) + (0.25 * theirs[k]), moved[k], 1e-6);
        foreach (var (m, t) in target.Buffers.Zip(online.Buffers)) Assert.Equal(t.Value.To(ElementType.Float64).ToArray<double>(), m.Value.To(ElementType.Float64).ToArray<double>());
        MovingAverage.Update(target, online, 0);
        Assert.Equal(theirs, target.Parameters.First().Value.ToArray<float>());
    }
}
