using Semblance.Networks.Encoders;
using Semblance.Networks.Layers;
using Semblance.Pairs;
using Semblance.Tensors;

namespace Semblance.Insight.Capacity;

/// <summary>An encoder with a free linear layer on it, so that scaling any output stays in the class (assumption 3.5 of HaoChen and Ma 2023).</summary>
internal sealed class ProbeNetwork : IDisposable
{
    private readonly Encoder _encoder;
    private readonly Linear _head;
    private readonly Device _device;

    internal ProbeNetwork(string encoder, SampleShape shape, int outputs, long seed, Device device)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(seed);
        _encoder = Encoders.Create(encoder, shape.Channels, shape.Height, shape.Width, rng);
        _head = new Linear(_encoder.OutputDim, outputs, rng);
        _encoder.ChannelsLast();
        _encoder.To(device);
        _head.To(device);
        (_device, Outputs) = (device, outputs);
    }

    internal int Outputs { get; }

    internal IEnumerable<KeyValuePair<string, Tensor>> Parameters =>
        _encoder.Parameters.Select(p => KeyValuePair.Create("encoder." + p.Key, p.Value)).Concat(_head.Parameters.Select(p => KeyValuePair.Create("head." + p.Key, p.Value)));

    internal Tensor Forward(Tensor views, bool isTraining)
    {
        using var scope = new TensorScope();
        _encoder.Train(isTraining);
        var placed = views.To(_device);
        return scope.Return(_head.Forward(_encoder.Forward(placed)));
    }

    public void Dispose()
    {
        _encoder.Dispose();
        _head.Dispose();
    }
}
