using Semblance.Tensors;

namespace Semblance.Networks.Layers;

/// <summary>Residual block of two 3x3 convolutions (He et al. 2015, figure 5 left), with torchvision's names.</summary>
public sealed class BasicBlock : Module
{
    private readonly Conv2d _conv1;
    private readonly BatchNorm2d _bn1;
    private readonly Conv2d _conv2;
    private readonly BatchNorm2d _bn2;
    private readonly Shortcut? _downsample;

    /// <summary>A block with freshly drawn weights.</summary>
    /// <param name="input">Channels in, >= 1.</param>
    /// <param name="output">Channels out, >= 1.</param>
    /// <param name="stride">Step of the first convolution in pixels, >= 1.</param>
    /// <param name="rng">Draws the weights.</param>
    /// <param name="zeroScale">Whether the last normalisation starts with scale 0, so that the block starts as the identity. Default false.</param>
    public BasicBlock(int input, int output, int stride, Rng rng, bool zeroScale = false)
    {
        _conv1 = AddChild("conv1", new Conv2d(Residual.Spatial(input, output, stride), rng));
        _bn1 = AddChild("bn1", new BatchNorm2d(output));
        _conv2 = AddChild("conv2", new Conv2d(Residual.Spatial(output, output), rng));
        _bn2 = AddChild("bn2", new BatchNorm2d(output, scale: zeroScale ? 0 : 1));
        _downsample = Residual.ShortcutOf(input, output, stride, rng);
        if (_downsample is not null) AddChild("downsample", _downsample);
    }

    /// <summary>[batch, input, h, w] -> [batch, output, h / stride, w / stride], sizes rounded up.</summary>
    public override Tensor Forward(Tensor input)
    {
        using var scope = new TensorScope();
        var (inner, shortcut) = _downsample is null ? _conv1.Fork(input) : Reduced(_downsample, input);
        return scope.Return(_bn2.ForwardAddRelu(_conv2.ForwardMeasured(_bn1.ForwardRelu(inner)), shortcut));
    }

    private (Convolved Inner, Tensor Shortcut) Reduced(Shortcut downsample, Tensor input)
    {
        var (shortcut, maps) = downsample.Fork(input);
        return (_conv1.ForwardMeasured(maps), shortcut);
    }
}
