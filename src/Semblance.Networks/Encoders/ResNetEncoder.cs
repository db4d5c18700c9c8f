using System.Globalization;
using Semblance.Networks.Layers;
using Semblance.Tensors;

namespace Semblance.Networks.Encoders;

/// <summary>Residual networks (He et al. 2015) without the classifier, with torchvision's names.</summary>
internal sealed class ResNetEncoder : Encoder
{
    private const int BaseWidth = 64;

    private readonly Conv2d _conv1;
    private readonly BatchNorm2d _bn1;
    private readonly MaxPool2d? _maxpool;
    private readonly List<Sequential> _stages = [];
    private readonly AdaptiveAvgPool2d _pool;

    private ResNetEncoder(string spec, int outputDim, ResNetOptions options, int channels, (int[] Blocks, bool Bottleneck) plan, Rng rng)
        : base(spec, outputDim)
    {
        var (blocks, bottleneck) = plan;
        var last = Channels(options.Width, 0);
        var imagenet = options.Stem == "imagenet";
        _conv1 = AddChild("conv1", new Conv2d(Residual.Square(channels, last, imagenet ? 7 : 3, imagenet ? 2 : 1), rng));
        _bn1 = AddChild("bn1", new BatchNorm2d(last));
        _maxpool = imagenet ? AddChild("maxpool", new MaxPool2d(3, 2, 1)) : null;
        for (var s = 0; s < blocks.Length; s++)
        {
            var width = Channels(options.Width, s);
            var stage = new List<Module>();
            for (var b = 0; b < blocks[s]; b++)
            {
                var stride = s > 0 && b == 0 ? 2 : 1;
                stage.Add(bottleneck ? new Bottleneck(last, width, stride, rng, options.ZeroScale) : new BasicBlock(last, width, stride, rng, options.ZeroScale));
                last = bottleneck ? width * Bottleneck.Expansion : width;
            }

            _stages.Add(AddChild($"layer{(s + 1).ToString(CultureInfo.InvariantCulture)}", new Sequential(stage)));
        }

        _pool = AddChild("avgpool", new AdaptiveAvgPool2d());
    }

    public override Tensor Forward(Tensor input)
    {
        using var scope = new TensorScope();
        var x = _bn1.ForwardRelu(_conv1.ForwardMeasured(input));
        if (_maxpool is not null) x = _maxpool.Forward(x);
        foreach (var stage in _stages) x = stage.Forward(x);
        return scope.Return(_pool.Forward(x).Flatten(1));
    }

    internal static ResNetEncoder Basic18(ResNetOptions options, EncoderInput input, Rng rng) => Make("resnet18", [2, 2, 2, 2], 1, options, input, rng);

    internal static ResNetEncoder Bottleneck50(ResNetOptions options, EncoderInput input, Rng rng) => Make("resnet50", [3, 4, 6, 3], Bottleneck.Expansion, options, input, rng);

    private static ResNetEncoder Make(string name, int[] blocks, int expansion, ResNetOptions options, EncoderInput input, Rng rng)
    {
        var stem = options.Stem != "auto" ? options.Stem : Math.Max(input.Height, input.Width) < 64 ? "cifar" : "imagenet";
        var chosen = options with { Stem = stem };
        return new(Specification.Text(name, chosen), Channels(options.Width, 3) * expansion, chosen, input.Channels, (blocks, expansion > 1), rng);
    }

    private static int Channels(double factor, int stage) => Math.Max(1, (int)Math.Round((BaseWidth << stage) * factor));
}
