using Semblance.Tensors;

namespace Semblance.Networks.Layers;

/// <summary>The adjoint of a two-dimensional convolution: from small maps to large ones, as decoders need.</summary>
public sealed class ConvTranspose2d : Module
{
    private readonly ConvolutionShape _shape;
    private readonly Tensor _weight;
    private readonly Tensor? _bias;

    /// <summary>A layer with freshly drawn weights [input, output / groups, kernel, kernel].</summary>
    /// <param name="shape">Its sizes; <see cref="ConvolutionShape.Initialisation"/> is PyTorch's whatever it says.</param>
    /// <param name="rng">Draws the weights.</param>
    public ConvTranspose2d(ConvolutionShape shape, Rng rng)
    {
        _shape = shape;
        long[] size = [shape.Input, shape.Output / shape.Groups, shape.Kernel, shape.Kernel];
        var fanIn = size[1] * size[2] * size[3];
        _weight = AddParameter("weight", Initial.UniformFanIn(rng, fanIn, size));
        _bias = shape.Bias ? AddParameter("bias", Initial.UniformFanIn(rng, fanIn, shape.Output)) : null;
    }

    /// <summary>[batch, input, h, w] -> [batch, output, h', w'] with h' = (h - 1) stride - 2 padding + dilation (kernel - 1) + output padding + 1.</summary>
    public override Tensor Forward(Tensor input)
    {
        long[] stride = [_shape.Stride, _shape.Stride], padding = [_shape.Padding, _shape.Padding], dilation = [_shape.Dilation, _shape.Dilation];
        long[] extra = [_shape.OutputPadding, _shape.OutputPadding];
        // Autocast of libtorch 1.13 leaves this operator alone, also when what comes before it is bfloat16.
        return Kernels.TransposedConvolution.Call(input.To(_weight.ElementType), _weight, _bias, stride, padding, dilation, true, extra, _shape.Groups);
    }
}
