using System.Globalization;
using Semblance.Errors;
using Semblance.Networks.Layers;
using Semblance.Tensors;

namespace Semblance.Networks.Encoders;

/// <summary>A small convolutional network for images of about 28 pixels: stem, stages of plain or residual blocks, pooling over a grid.</summary>
internal sealed class CnnEncoder : Encoder
{
    private readonly Conv2d _conv1;
    private readonly BatchNorm2d _bn1;
    private readonly MaxPool2d? _maxpool;
    private readonly List<Sequential> _stages = [];
    private readonly IReadOnlyList<Module> _pools;

    internal CnnEncoder(CnnOptions options, int channels, Rng rng)
        : base(Specification.Text("cnn", options), Dim(options))
    {
        var widths = Widths(options);
        var strides = Strides(options, widths.Length);
        _conv1 = AddChild("conv1", new Conv2d(Residual.Square(channels, options.Stem, options.StemKernel, options.StemStride), rng));
        _bn1 = AddChild("bn1", new BatchNorm2d(options.Stem));
        _maxpool = options.StemPool ? AddChild("maxpool", new MaxPool2d(2)) : null;
        var last = options.Stem;
        for (var s = 0; s < widths.Length; s++)
        {
            _stages.Add(AddChild($"layer{(s + 1).ToString(CultureInfo.InvariantCulture)}", Stage(options, last, widths[s], strides[s], rng)));
            last = widths[s];
        }

        Module average = new AdaptiveAvgPool2d(options.Grid), max = new AdaptiveMaxPool2d(options.Grid);
        _pools = options.Pool switch { "average" => [average], "max" => [max], _ => [average, max] };
    }

    public override Tensor Forward(Tensor input)
    {
        using var scope = new TensorScope();
        var x = _bn1.ForwardRelu(_conv1.ForwardMeasured(input));
        if (_maxpool is not null) x = _maxpool.Forward(x);
        foreach (var stage in _stages) x = stage.Forward(x);
        Tensor[] rows = [.. _pools.Select(p => p.Forward(x).Flatten(1))];
        return scope.Return(rows.Length == 1 ? rows[0] : Tensor.Cat(rows, 1));
    }

    private static int[] Widths(CnnOptions options) => Specification.Sizes(options.Widths, "widths", "encoder 'cnn'");

    private static int Dim(CnnOptions options) => Widths(options)[^1] * options.Grid * options.Grid * (options.Pool == "average-max" ? 2 : 1);

    private static int[] Strides(CnnOptions options, int stages)
    {
        if (options.StemKernel % 2 == 0) throw new RequestException("option 'stem-kernel' of encoder 'cnn' has a bad value", $"got {options.StemKernel}", "give an odd number");
        var strides = Specification.Sizes(options.Strides, "strides", "encoder 'cnn'");
        if (strides.Length == stages) return strides;
        throw new RequestException("encoder 'cnn' needs one stride for each width", $"got widths={options.Widths} and strides={options.Strides}", $"give {stages} strides");
    }

    private static Sequential Stage(CnnOptions options, int input, int output, int stride, Rng rng) => new(
        [.. Enumerable.Range(0, options.Blocks).Select(b => Block(options, b == 0 ? input : output, output, b == 0 ? stride : 1, rng))]);

    private static Module Block(CnnOptions options, int input, int output, int stride, Rng rng) =>
        options.Block == "plain" ? new PlainBlock(input, output, stride, rng) : new BasicBlock(input, output, stride, rng);
}
