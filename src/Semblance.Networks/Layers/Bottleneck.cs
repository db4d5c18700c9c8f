using Semblance.Tensors;

namespace Semblance.Networks.Layers;

/// <summary>Residual block of a 1x1, a 3x3 and a 1x1 convolution (He et al. 2015, figure 5 right), with torchvision's names.</summary>
/// <remarks>The stride stands at the 3x3 convolution, as in torchvision and unlike the paper.</remarks>
public sealed class Bottleneck : Module
{
    /// <summary>Channels out divided by channels of the 3x3 convolution.</summary>
    public const int Expansion = 4;

    private readonly Conv2d _conv1;
    private readonly BatchNorm2d _bn1;
    private readonly Conv2d _conv2;
    private readonly BatchNorm2d _bn2;
    private readonly Conv2d _conv3;
    private readonly BatchNorm2d _bn3;
    private readonly Shortcut? _downsample;

    /// <summary>A block with freshly drawn weights.</summary>
    /// <param name="input">Channels in, >= 1.</param>
    /// <param name="inner">Channels of the 3x3 convolution, >= 1; four times as many come out.</param>
    /// <param name="stride">Step of the 3x3 convolution in pixels, >= 1.</param>
    /// <param name="rng">Draws the weights.</param>
    /// <param name="zeroScale">Whether the last normalisation starts with scale 0, so that the block starts as the identity. Default false.</param>
    public Bottleneck(int input, int inner, int stride, Rng rng, bool zeroScale = false)
    {
        var output = inner * Expansion;
        _conv1 = AddChild("conv1", new Conv2d(Residual.Pointwise(input, inner), rng));
        _bn1 = AddChild("bn1", new BatchNorm2d(inner));
        _conv2 = AddChild("conv2", new Conv2d(Residual.Spatial(inner, inner, stride), rng));
        _bn2 = AddChild("bn2", new BatchNorm2d(inner));
        _conv3 = AddChild("conv3", new Conv2d(Residual.Pointwise(inner, output), rng));
        _bn3 = AddChild("bn3", new BatchNorm2d(output, scale: zeroScale ? 0 : 1));
        _downsample = Residual.ShortcutOf(input, output, stride, rng);
        if (_downsample is not null) AddChild("downsample", _downsample);
    }

    /// <summary>[batch, input, h, w] -> [batch, 4 inner, h / stride, w / stride], sizes rounded up.</summary>
    public override Tensor Forward(Tensor input)
    {
        using var scope = new TensorScope();
        var (shortcut, maps) = _downsample?.Fork(input) ?? (input, input);
        var x = _bn1.ForwardRelu(_conv1.ForwardMeasured(maps));
        x = _bn2.ForwardRelu(_conv2.ForwardMeasured(x));
        return scope.Return(_bn3.ForwardAddRelu(_conv3.ForwardMeasured(x), shortcut));
    }
}
