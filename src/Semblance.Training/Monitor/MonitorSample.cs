using Semblance.Networks.Encoders;
using Semblance.Networks.Heads;
using Semblance.Pairs;
using Semblance.Pairs.Randomness;
using Semblance.Tensors;

namespace Semblance.Training.Monitor;

/// <summary>The samples the monitor looks at, always the same ones in the same two views; its draws are its own, so that training does not notice.</summary>
internal sealed class MonitorSample
{
    private const int Batch = 256;
    private const long KeptNumbers = 16 << 20;

    /// <summary>Tells the monitor's draws from those of training with the same seed.</summary>
    private const long OwnSeed = 0x6d6f6e69746f72;

    private readonly DataSet _data;
    private readonly ViewPlan _plan;
    private readonly IPairSource _pairs;
    private readonly LoaderOptions _options;
    private readonly bool _wantsLabels;
    private readonly List<(float[] Views, long[] Labels)> _kept = [];

    /// <summary>A fixed sample.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="plan">How views are made.</param>
    /// <param name="pairs">What belongs together.</param>
    /// <param name="config">Seed and number of samples.</param>
    /// <param name="workers">Threads that make views.</param>
    /// <param name="wantsLabels">Whether classes are handed on.</param>
    internal MonitorSample(DataSet data, ViewPlan plan, IPairSource pairs, TrainConfig config, int workers, bool wantsLabels)
    {
        (_data, _plan, _wantsLabels) = (data, plan, wantsLabels);
        Count = Math.Min(config.MonitorSamples, pairs.Count);
        _pairs = new Chosen(pairs, [.. Permutation.Of(pairs.Count, config.Seed ^ OwnSeed, epoch: 0).Take(Count)]);
        _options = new LoaderOptions
        {
            Batch = Math.Min(Batch, Count), Views = 2, Seed = config.Seed ^ OwnSeed, Workers = workers, Shuffle = false, DropLast = false, ChannelsLast = true,
        };
    }

    internal int Count { get; }

    /// <summary>Features of both layers, the network in evaluation mode and put back after.</summary>
    internal (FeatureViews Representation, FeatureViews Embedding) Read(Encoder encoder, ProjectionHead head, Device device, ElementType precision)
    {
        var (h, z) = (New(encoder.OutputDim), New(head.OutputDim));
        var labels = new int[_wantsLabels ? Count : 0];
        using var silent = new NoGradient();
        var modes = (encoder.IsTraining, head.IsTraining);
        encoder.Train(false);
        head.Train(false);
        try
        {
            var done = 0;
            foreach (var (views, classes) in Batches())
            {
                using var scope = new TensorScope();
                using var cast = new Autocast(device, precision);
                var representation = encoder.Forward(Samples(views, classes.Length).To(device));
                Copy(representation, h, done, classes.Length);
                Copy(head.Forward(representation), z, done, classes.Length);
                for (var i = 0; i < classes.Length && _wantsLabels; i++) labels[done + i] = (int)classes[i];
                done += classes.Length;
            }
        }
        finally
        {
            encoder.Train(modes.Item1);
            head.Train(modes.Item2);
        }

        return (new FeatureViews(Count, encoder.OutputDim, h, labels), new FeatureViews(Count, head.OutputDim, z, labels));
    }

    private static void Copy(Tensor features, float[][] into, int done, int rows)
    {
        var values = features.To(ElementType.Float32).ToArray<float>();
        var size = values.Length / 2;
        for (var v = 0; v < 2; v++) values.AsSpan(v * size, size).CopyTo(into[v].AsSpan(done * (size / rows)));
    }

    private float[][] New(int dim) => [new float[Count * dim], new float[Count * dim]];

    private Tensor Samples(float[] views, int rows)
    {
        var shape = _plan.Output;
        return shape.IsImage
            ? Tensor.From(views, 2L * rows, shape.Height, shape.Width, shape.Channels).Permute(0, 3, 1, 2)
            : Tensor.From(views, 2L * rows, shape.Channels);
    }

    /// <summary>The views are the same at every look, so they are made once where they fit into 64 MiB.</summary>
    private IEnumerable<(float[] Views, long[] Labels)> Batches()
    {
        if (_kept.Count > 0)
        {
            foreach (var batch in _kept) yield return batch;
            yield break;
        }

        using var loader = new ViewLoader(_data, _plan, _pairs, _options);
        foreach (var batch in loader.Epoch(0))
        {
            (float[] Views, long[] Labels) made;
            using (batch) made = ([.. batch.View(0), .. batch.View(1)], [.. batch.Labels]);
            if (2L * Count * _plan.Output.Count <= KeptNumbers) _kept.Add(made);
            yield return made;
        }
    }

    /// <summary>Some rows of another source.</summary>
    private sealed class Chosen(IPairSource source, int[] rows) : IPairSource
    {
        public string Name => source.Name;

        public int Count => rows.Length;

        public int SampleOf(int row, int view, long seed, int epoch) => source.SampleOf(rows[row], view, seed, epoch);
    }
}
