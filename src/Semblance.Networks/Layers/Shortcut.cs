using Semblance.Tensors;

namespace Semblance.Networks.Layers;

/// <summary>What goes past a residual block that changes the shape: a 1x1 convolution and normalisation, named 0 and 1 as in torchvision.</summary>
public sealed class Shortcut : Module
{
    private readonly Conv2d _convolution;
    private readonly BatchNorm2d _norm;

    /// <summary>A shortcut with freshly drawn weights.</summary>
    /// <param name="input">Channels in, >= 1.</param>
    /// <param name="output">Channels out, >= 1.</param>
    /// <param name="stride">Step in pixels, >= 1.</param>
    /// <param name="rng">Draws the weights.</param>
    public Shortcut(int input, int output, int stride, Rng rng)
    {
        _convolution = AddChild("0", new Conv2d(Residual.Pointwise(input, output, stride), rng));
        _norm = AddChild("1", new BatchNorm2d(output));
    }

    /// <summary>[batch, input, h, w] -> [batch, output, h / stride, w / stride], sizes rounded up.</summary>
    public override Tensor Forward(Tensor input)
    {
        using var scope = new TensorScope();
        return scope.Return(_norm.Forward(_convolution.ForwardMeasured(input)));
    }

    /// <summary>What <see cref="Forward"/> gives, and the maps for the block itself (see <see cref="Conv2d.Fork"/>): of their gradient the few pixels that this one meets come last.</summary>
    internal (Tensor Result, Tensor Maps) Fork(Tensor input)
    {
        using var scope = new TensorScope();
        var (result, maps) = _convolution.Fork(input);
        return (scope.Return(_norm.Forward(result)), ReferenceEquals(maps, input) ? maps : scope.Return(maps));
    }
}
