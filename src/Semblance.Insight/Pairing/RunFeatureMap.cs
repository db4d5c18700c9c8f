using Semblance.Pairs;
using Semblance.Tensors;
using Semblance.Training;

namespace Semblance.Insight.Pairing;

/// <summary>The frozen encoder of a run, from rows of pixels to representations.</summary>
internal sealed class RunFeatureMap(RunModel model, SampleShape shape) : IDisposable
{
    internal int Dim => model.RepresentationDim;

    /// <summary>[rows, channels * height * width] float32 to [rows, dim] float64.</summary>
    internal Tensor Map(Tensor rows)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var samples = shape.IsImage ? rows.Reshape(rows.Size(0), shape.Channels, shape.Height, shape.Width) : rows;
        return scope.Return(model.Represent(samples).To(ElementType.Float64));
    }

    public void Dispose() => model.Dispose();
}
