using Semblance.Networks.Layers;
using Semblance.Tensors;

namespace Semblance.Networks.Decoders;

/// <summary>The mirror of a plain or residual block: maps of other channels, larger by the stride.</summary>
internal sealed class EnlargingBlock : Module
{
    private readonly Module _conv1;
    private readonly BatchNorm2d _bn1;
    private readonly Conv2d? _conv2;
    private readonly BatchNorm2d? _bn2;
    private readonly Sequential? _upsample;

    internal EnlargingBlock(int input, int output, int stride, bool isResidual, Rng rng)
    {
        _conv1 = AddChild("conv1", Enlarge.Step(input, output, stride, bias: false, rng));
        _bn1 = AddChild("bn1", new BatchNorm2d(output));
        if (!isResidual) return;
        _conv2 = AddChild("conv2", new Conv2d(Residual.Spatial(output, output), rng));
        _bn2 = AddChild("bn2", new BatchNorm2d(output));
        _upsample = Enlarge.Shortcut(input, output, stride, rng);
        if (_upsample is not null) AddChild("upsample", _upsample);
    }

    /// <summary>[batch, input, h, w] -> [batch, output, h stride, w stride].</summary>
    public override Tensor Forward(Tensor input)
    {
        using var scope = new TensorScope();
        var inner = _bn1.ForwardRelu(new(_conv1.Forward(input)));
        if (_conv2 is null) return scope.Return(inner);
        var shortcut = _upsample?.Forward(input) ?? input;
        return scope.Return(_bn2!.ForwardAddRelu(_conv2.ForwardMeasured(inner), shortcut));
    }
}
