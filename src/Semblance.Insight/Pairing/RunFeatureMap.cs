using Semblance.Networks.Encoders;
using Semblance.Pairs;
using Semblance.Tensors;
using Semblance.Training;

namespace Semblance.Insight.Pairing;

/// <summary>A frozen encoder, of a run or untrained, from rows of pixels to representations.</summary>
internal sealed class RunFeatureMap : IDisposable
{
    private readonly SampleShape _shape;
    private readonly Func<Tensor, Tensor> _represent;
    private readonly IDisposable _owner;

    private RunFeatureMap(int dim, SampleShape shape, Func<Tensor, Tensor> represent, IDisposable owner) => (Dim, _shape, _represent, _owner) = (dim, shape, represent, owner);

    internal int Dim { get; }

    internal static RunFeatureMap Of(RunModel model, SampleShape shape) => new(model.RepresentationDim, shape, model.Represent, model);

    /// <summary>Random weights: random convolutional features.</summary>
    internal static RunFeatureMap Untrained(string spec, long seed, SampleShape shape)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(seed);
        var encoder = Encoders.Create(spec, shape.Channels, shape.Height, shape.Width, rng);
        encoder.Train(false);
        return new RunFeatureMap(encoder.OutputDim, shape, encoder.Forward, encoder);
    }

    /// <summary>[rows, channels * height * width] float32 to [rows, dim] float64.</summary>
    internal Tensor Map(Tensor rows)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var samples = _shape.IsImage ? rows.Reshape(rows.Size(0), _shape.Channels, _shape.Height, _shape.Width) : rows;
        return scope.Return(_represent(samples).To(ElementType.Float64));
    }

    public void Dispose() => _owner.Dispose();
}
