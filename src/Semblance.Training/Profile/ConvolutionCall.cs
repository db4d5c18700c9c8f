using System.Diagnostics;
using Semblance.Tensors;

namespace Semblance.Training.Profile;

/// <summary>One convolution of a network by its shapes, so that it can be run again by itself.</summary>
internal sealed class ConvolutionCall
{
    private const int Repeats = 3;
    private readonly long[] _maps;
    private readonly long[] _weight;
    private readonly long[] _stride;
    private readonly Argument[] _rest;

    private ConvolutionCall(long[] maps, long[] weight, bool hasGradient, Argument[] rest)
    {
        (_maps, _weight, HasGradient, _rest) = (maps, weight, hasGradient, rest);
        _stride = List(0, 1);
        var (padding, dilation) = (List(1, 0), List(2, 1));
        Forward = 2.0 * maps[0] * Side(0) * Side(1) * weight[0] * weight[1] * weight[2] * weight[3];

        long Side(int axis) => ((maps[2 + axis] + (2 * padding[axis]) - (dilation[axis] * (weight[2 + axis] - 1)) - 1) / _stride[axis]) + 1;
    }

    /// <summary>Whether the maps themselves get a gradient; the pictures do not.</summary>
    internal bool HasGradient { get; }

    /// <summary>Operations of the forward pass.</summary>
    internal double Forward { get; }

    /// <summary>Operations of the gradients of weights and maps.</summary>
    internal double Backward => Forward * (HasGradient ? 2 : 1);

    /// <summary>What is the same for calls that take the same time.</summary>
    internal string Key => $"{string.Join('x', _maps)}|{string.Join('x', _weight)}|{HasGradient}|{string.Join(',', _rest)}";

    /// <summary>The convolution behind a call: maps and weight, then stride and padding, or bias, stride, padding, dilation and groups; null for a transposed one.</summary>
    internal static ConvolutionCall? Of(ReadOnlySpan<Argument> arguments)
    {
        if (arguments.Length is not (3 or 4 or 7) || arguments[0].Reference is not Tensor { Rank: 4 } maps || arguments[1].Reference is not Tensor { Rank: 4 } weight) return null;
        Argument[] rest = arguments.Length switch
        {
            3 => [new long[] { 1, 1 }, new long[] { 0, 0 }, new long[] { 1, 1 }, 1],
            4 => [arguments[2], arguments[3]],
            _ => arguments[3..].ToArray(),
        };
        return new ConvolutionCall(maps.Shape, weight.Shape, maps.RequiresGradient, rest);
    }

    /// <summary>Seconds of the convolution and its gradients alone, the best of some, on maps with channels last.</summary>
    internal double Seconds(Operator called, ElementType precision, Device device)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(0);
        var maps = Tensor.RandomNormal(rng, _maps).To(device).ChannelsLast();
        var weight = Tensor.RandomNormal(rng, _weight).To(device).ChannelsLast();
        maps.RequiresGradient = HasGradient;
        weight.RequiresGradient = true;
        Tensor[] asked = HasGradient ? [maps, weight] : [weight];
        Tensor? slope = null;
        var best = double.PositiveInfinity;
        for (var k = 0; k <= Repeats; k++)
        {
            using var step = new TensorScope();
            var watch = Stopwatch.StartNew();
            var result = Run(called, maps, weight, precision, device);
            var forward = watch.Elapsed;
            slope ??= step.Return(Tensor.RandomNormal(rng, result.Shape).To(device).To(result.ElementType).ChannelsLast());
            watch.Restart();
            var gradients = Gradients.Of(result, asked, slope);
            if (device.Type != DeviceType.Cpu) gradients[0].Sum().Item(); // waits for the device
            if (k > 0) best = Math.Min(best, (forward + watch.Elapsed).TotalSeconds);
        }

        return best;
    }

    private Tensor Run(Operator called, Tensor maps, Tensor weight, ElementType precision, Device device)
    {
        using var cast = new Autocast(device, precision);
        return _rest.Length == 2 ? called.Call([maps, weight, .. _rest]) : called.Call([maps, weight, Argument.None, .. _rest]);
    }

    private long[] List(int place, long otherwise)
    {
        if (place >= _rest.Length) return [otherwise, otherwise];
        return _rest[place].Reference is long[] list ? list : [_rest[place].Integer, _rest[place].Integer];
    }
}
