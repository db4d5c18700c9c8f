using Semblance.Tensors;

namespace Semblance.Networks.Layers;

/// <summary>A 3x3 convolution, batch normalisation and ReLU, without a shortcut.</summary>
public sealed class PlainBlock : Module
{
    private readonly Conv2d _conv1;
    private readonly BatchNorm2d _bn1;

    /// <summary>A block with freshly drawn weights.</summary>
    /// <param name="input">Channels in, >= 1.</param>
    /// <param name="output">Channels out, >= 1.</param>
    /// <param name="stride">Step of the convolution in pixels, >= 1.</param>
    /// <param name="rng">Draws the weights.</param>
    public PlainBlock(int input, int output, int stride, Rng rng)
    {
        _conv1 = AddChild("conv1", new Conv2d(Residual.Spatial(input, output, stride), rng));
        _bn1 = AddChild("bn1", new BatchNorm2d(output));
    }

    /// <summary>[batch, input, h, w] -> [batch, output, h / stride, w / stride], sizes rounded up.</summary>
    public override Tensor Forward(Tensor input)
    {
        using var scope = new TensorScope();
        return scope.Return(_bn1.ForwardRelu(_conv1.ForwardMeasured(input)));
    }
}
