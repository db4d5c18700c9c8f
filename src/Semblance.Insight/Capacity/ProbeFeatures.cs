using Semblance.Insight.Pairing;
using Semblance.Objectives.Spectral.Features;
using Semblance.Tensors;

namespace Semblance.Insight.Capacity;

/// <summary>What turns views into the features whose linear functions are the class.</summary>
internal abstract class ProbeFeatures : IDisposable
{
    internal abstract int Dim { get; }

    /// <summary>[rows, channels, height, width] or [rows, dim] float32 to [rows, features] float64.</summary>
    internal abstract Tensor Map(Tensor views);

    internal static ProbeFeatures Of(IFeatureMap map) => new Fixed(map);

    internal static ProbeFeatures Of(RunFeatureMap network) => new Frozen(network);

    internal static ProbeFeatures Of(ProbeNetwork network) => new Trained(network);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    private sealed class Fixed(IFeatureMap map) : ProbeFeatures
    {
        internal override int Dim => map.Dim;

        internal override Tensor Map(Tensor views)
        {
            using var scope = new TensorScope();
            return scope.Return(map.Map(views.Flatten(1).To(ElementType.Float64)));
        }
    }

    private sealed class Frozen(RunFeatureMap network) : ProbeFeatures
    {
        internal override int Dim => network.Dim;

        internal override Tensor Map(Tensor views)
        {
            using var scope = new TensorScope();
            return scope.Return(network.Map(views.Flatten(1).Contiguous()));
        }

        protected override void Dispose(bool disposing)
        {
            network.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class Trained(ProbeNetwork network) : ProbeFeatures
    {
        internal override int Dim => network.Outputs;

        internal override Tensor Map(Tensor views)
        {
            using var scope = new TensorScope();
            using var silent = new NoGradient();
            return scope.Return(network.Forward(views, isTraining: false).To(Device.Cpu).To(ElementType.Float64));
        }

        protected override void Dispose(bool disposing)
        {
            network.Dispose();
            base.Dispose(disposing);
        }
    }
}
