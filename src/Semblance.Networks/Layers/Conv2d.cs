using Semblance.Tensors;

namespace Semblance.Networks.Layers;

/// <summary>Two-dimensional convolution (cross-correlation, as everywhere in this field).</summary>
public sealed class Conv2d : Module
{
    private readonly ConvolutionShape _shape;
    private readonly Tensor _weight;
    private readonly Tensor? _bias;
    private readonly bool _isSquare;

    // Steps are taken before the product: oneDNN under libtorch 1.13 writes beyond its memory for channels-last maps of fewer than 8 channels.
    private readonly bool _isSparse1x1;

    /// <summary>A layer with freshly drawn weights [output, input / groups, kernel, kernel].</summary>
    /// <param name="shape">Its sizes.</param>
    /// <param name="rng">Draws the weights.</param>
    public Conv2d(ConvolutionShape shape, Rng rng)
    {
        _shape = shape;
        _isSparse1x1 = shape is { Kernel: 1, Stride: > 1, Padding: 0, Groups: 1, Input: < 8 };
        _isSquare = shape is { Dilation: 1, Groups: 1, Bias: false };
        long[] size = [shape.Output, shape.Input / shape.Groups, shape.Kernel, shape.Kernel];
        var fanIn = size[1] * size[2] * size[3];
        var weight = shape.Initialisation == WeightInitialisation.NormalFanOut
            ? Initial.NormalFanOut(rng, size[0] * size[2] * size[3], size)
            : Initial.UniformFanIn(rng, fanIn, size);
        _weight = AddParameter("weight", weight);
        _bias = shape.Bias ? AddParameter("bias", Initial.UniformFanIn(rng, fanIn, shape.Output)) : null;
    }

    /// <summary>[batch, input, h, w] -> [batch, output, h', w'] with h' = (h + 2 padding - dilation (kernel - 1) - 1) / stride + 1, rounded down.</summary>
    public override Tensor Forward(Tensor input)
    {
        if (_isSparse1x1) return Kernels.Convolution.Call(EveryPixel(EveryPixel(input, 2), 3), _weight, _bias);
        if (_isSquare) return Kernels.SquareConvolution.Call(input, _weight, _shape.Stride, _shape.Padding);
        long[] stride = [_shape.Stride, _shape.Stride], padding = [_shape.Padding, _shape.Padding], dilation = [_shape.Dilation, _shape.Dilation];
        return Kernels.Convolution.Call(input, _weight, _bias, stride, padding, dilation, _shape.Groups);
    }

    /// <summary>What <see cref="Forward"/> gives, for a normalisation.</summary>
    internal Convolved ForwardMeasured(Tensor input)
    {
        if (!_isSquare || _isSparse1x1) return new(Forward(input));
        var both = Kernels.MeasuredConvolution.CallMany(input, _weight, _shape.Stride, _shape.Padding);
        return new(both[0], both[1]);
    }

    /// <summary>The same, and the maps for whoever else takes them: on the way back their gradients are added while this one is made, not in a pass of its own.</summary>
    internal (Convolved Result, Tensor Maps) Fork(Tensor input)
    {
        if (!_isSquare || _isSparse1x1) return (new(Forward(input)), input);
        var all = Kernels.ForkedConvolution.CallMany(input, _weight, _shape.Stride, _shape.Padding);
        return (new(all[0], all[1]), all[2]);
    }

    private Tensor EveryPixel(Tensor maps, int dimension) => Kernels.Slice.Call(maps, dimension, 0, Argument.None, _shape.Stride);
}
