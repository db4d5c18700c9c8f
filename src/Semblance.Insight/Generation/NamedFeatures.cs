using Semblance.Networks.Encoders;
using Semblance.Pairs;
using Semblance.Tensors;
using Semblance.Training;
using Semblance.Training.Loop;
using Semblance.Training.Runs;

namespace Semblance.Insight.Generation;

/// <summary>Features of a named encoder, for pictures with pixels in [0, 1].</summary>
internal sealed class NamedFeatures : IDisposable
{
    private const string Untrained = "cnn";
    private const int Chunk = 500;

    private readonly Func<Tensor, Tensor> _map;
    private readonly IDisposable _owner;
    private readonly Pixels _pixels;

    private NamedFeatures(string name, int dim, Pixels pixels, Func<Tensor, Tensor> map, IDisposable owner) => (Name, Dim, _pixels, _map, _owner) = (name, dim, pixels, map, owner);

    /// <summary>Which encoder.</summary>
    internal string Name { get; }

    internal int Dim { get; }

    /// <summary>The representation of another run, or of an untrained convolutional encoder of a fixed seed.</summary>
    internal static NamedFeatures Of(string? run, ViewPlan plan)
    {
        if (run is not null)
        {
            var folder = RunFolder.Open(run);
            var model = RunModel.Load(folder);
            return new NamedFeatures($"representation of run '{folder.Name}'", model.RepresentationDim, new Pixels(ViewPlan.FromYaml(folder.ReadViews())), model.Represent, model);
        }

        using var scope = new TensorScope();
        using var rng = new Rng(0);
        var encoder = Encoders.Create(Untrained, plan.Output.Channels, plan.Output.Height, plan.Output.Width, rng);
        encoder.Train(false);
        return new NamedFeatures($"untrained {encoder.Spec}, seed 0", encoder.OutputDim, new Pixels(plan), encoder.Forward, encoder);
    }

    /// <summary>[rows, c, h, w] -> rows * dim numbers.</summary>
    internal float[] Map(Tensor pictures)
    {
        using var silent = new NoGradient();
        var result = new List<float>();
        for (var start = 0L; start < pictures.Size(0); start += Chunk)
        {
            using var scope = new TensorScope();
            result.AddRange(_map(_pixels.Normalised(pictures.Narrow(0, start, Math.Min(Chunk, pictures.Size(0) - start)))).ToArray<float>());
        }

        return [.. result];
    }

    public void Dispose() => _owner.Dispose();
}
