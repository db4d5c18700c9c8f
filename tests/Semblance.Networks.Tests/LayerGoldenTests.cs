using Semblance.Networks.Layers;
using Semblance.Tensors;

namespace Semblance.Networks.Tests;

public sealed class LayerGoldenTests
{
    private static readonly Dictionary<string, (Func<Rng, Module> Make, long[] Shape)> Cases = new()
    {
        ["linear"] = (r => new Linear(7, 5, r), [6, 7]),
        ["conv"] = (r => new Conv2d(new(4, 6, 3) { Stride = 2, Padding = 1, Groups = 2 }, r), [2, 4, 7, 6]),
        ["conv-dilated"] = (r => new Conv2d(new(3, 4, 3) { Padding = 2, Dilation = 2, Bias = false }, r), [2, 3, 6, 6]),
        ["conv-transposed"] = (r => new ConvTranspose2d(new(4, 6, 3) { Stride = 2, Padding = 1, OutputPadding = 1 }, r), [2, 4, 4, 3]),
        ["batch-norm-1d"] = (_ => new BatchNorm1d(5), [8, 5]),
        ["batch-norm-2d"] = (_ => new BatchNorm2d(3), [4, 3, 4, 5]),
        ["batch-norm-eval"] = (_ => new BatchNorm2d(3), [4, 3, 4, 5]),
        ["layer-norm"] = (_ => new LayerNorm(6), [2, 4, 6]),
        ["relu"] = (_ => new Relu(), [5, 6]),
        ["gelu"] = (_ => new Gelu(), [5, 6]),
        ["max-pool"] = (_ => new MaxPool2d(3, 2, 1), [2, 3, 7, 8]),
        ["avg-pool"] = (_ => new AvgPool2d(2, 2, 1), [2, 3, 7, 8]),
        ["adaptive-avg"] = (_ => new AdaptiveAvgPool2d(3), [2, 3, 7, 8]),
        ["adaptive-max"] = (_ => new AdaptiveMaxPool2d(3), [2, 3, 7, 8]),
        ["basic-block"] = (r => new BasicBlock(3, 4, 2, r), [3, 3, 6, 6]),
        ["bottleneck"] = (r => new Bottleneck(8, 2, 1, r), [3, 8, 4, 4]),
        ["head"] = (r => Heads.Heads.Create("mlp:hidden=7,out=4", 5, r), [6, 5]),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_layer_and_its_gradients_equal_those_of_PyTorch_in_float64(string name) => Check(name, ElementType.Float64, channelsLast: false);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_layer_and_its_gradients_equal_those_of_PyTorch_in_float32(string name) => Check(name, ElementType.Float32, channelsLast: false);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_layer_and_its_gradients_equal_those_of_PyTorch_channels_last(string name) => Check(name, ElementType.Float32, channelsLast: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_equal_finite_differences(string name)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(0);
        var (make, shape) = Cases[name];
        using var module = Golden.Fill(make(rng)).To(ElementType.Float64);
        if (name == "batch-norm-eval") module.Train(false);
        var input = Golden.U(shape, 1000);
        input.RequiresGradient = true;
        Gradients.Backward(Loss(module, input));
        foreach (var tensor in module.Parameters.Select(p => p.Value).Append(input))
        {
            var direction = Golden.U(tensor.Shape, 77);
            var exact = (tensor.Gradient! * direction).Sum().Item();
            var numeric = Slope(module, input, tensor, direction);
            Assert.True(Math.Abs(exact - numeric) <= 1e-6 * Math.Max(1, Math.Abs(exact)), $"slope along {tensor}: {exact}, by differences {numeric}");
        }
    }

    private static double Slope(Module module, Tensor input, Tensor tensor, Tensor direction)
    {
        using var silent = new NoGradient();
        const double step = 1e-6;
        tensor.AddInPlace(direction, step);
        var above = Loss(module, input).Item();
        tensor.AddInPlace(direction, -2 * step);
        var below = Loss(module, input).Item();
        tensor.AddInPlace(direction, step);
        return (above - below) / (2 * step);
    }

    private static Tensor Loss(Module module, Tensor input)
    {
        var output = module.Forward(input);
        return (output * Golden.U(output.Shape, 2000).To(output.ElementType)).Sum();
    }

    private static void Check(string name, ElementType type, bool channelsLast)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(0);
        using var golden = Golden.Read("layers");
        var (make, shape) = Cases[name];
        using var module = Golden.Fill(make(rng).To(type));
        if (name == "batch-norm-eval") module.Train(false);
        var tolerance = Golden.Tolerance(golden, name, type);
        var input = Golden.U(shape, 1000).To(type);
        if (channelsLast && shape.Length == 4)
        {
            module.ChannelsLast();
            input = input.ChannelsLast();
        }

        input.RequiresGradient = true;
        var output = module.Forward(input);
        Gradients.Backward((output * Golden.U(output.Shape, 2000).To(type)).Sum());
        Golden.Close(golden.Tensors[name + "/output"], output, tolerance, "output");
        Golden.Close(golden.Tensors[name + "/input"], input.Gradient!, tolerance, "input gradient");
        foreach (var (n, p) in module.Parameters) Golden.Close(golden.Tensors[$"{name}/{n}"], p.Gradient!, tolerance, $"gradient of {n}");
        foreach (var (n, b) in module.Buffers.Where(b => b.Value.ElementType != ElementType.Int64)) Golden.Close(golden.Tensors[$"{name}/{n}"], b, tolerance, n);
    }
}
