using Semblance.Networks.Encoders;
using Semblance.Networks.Heads;
using Semblance.Pairs;
using Semblance.Tensors;

namespace Semblance.Training.Loop;

/// <summary>Runs a network over whole samples, without augmentation and without gradients.</summary>
internal sealed class FeatureReader(Encoder encoder, ProjectionHead head, Device device, ElementType precision)
{
    private const int Batch = 500;

    /// <summary>Features of chosen rows of a data set.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="plan">A plan without augmentation.</param>
    /// <param name="rows">Rows in the order wanted; null for all.</param>
    /// <param name="wantEmbedding">Whether to pass the head as well.</param>
    /// <param name="workers">Threads that read samples.</param>
    /// <param name="onBatch">Told the number of rows done.</param>
    internal FeatureTable Read(DataSet data, ViewPlan plan, int[]? rows, bool wantEmbedding, int workers, Action<int>? onBatch = null)
    {
        var count = rows?.Length ?? data.Count;
        var pairs = rows is null ? PairSources.Augmentation(data) : new ChosenRows(rows);
        var options = new LoaderOptions { Batch = Math.Min(Batch, count), Views = 1, Workers = workers, Shuffle = false, DropLast = false, ChannelsLast = true };
        using var loader = new ViewLoader(data, plan, pairs, options);
        using var silent = new NoGradient();
        var modes = (encoder.IsTraining, head.IsTraining);
        encoder.Train(false);
        head.Train(false);
        var table = new FeatureTable(count, encoder.OutputDim, wantEmbedding ? head.OutputDim : 0);
        try
        {
            var done = 0;
            foreach (var batch in loader.Epoch(0))
            {
                using (batch) Fill(table, batch, plan.Output, done);
                done += batch.Count;
                onBatch?.Invoke(done);
            }
        }
        finally
        {
            encoder.Train(modes.Item1);
            head.Train(modes.Item2);
        }

        return table;
    }

    private void Fill(FeatureTable table, ViewBatch batch, SampleShape shape, int done)
    {
        using var scope = new TensorScope();
        using var cast = new Autocast(device, precision);
        var representation = encoder.Forward(SampleTensors.Of(batch, 1, shape, device));
        representation.To(ElementType.Float32).ToArray<float>().CopyTo(table.Representation, (long)done * table.RepresentationDim);
        if (table.EmbeddingDim > 0) head.Forward(representation).To(ElementType.Float32).ToArray<float>().CopyTo(table.Embedding, (long)done * table.EmbeddingDim);
        batch.Labels.CopyTo(table.Labels, done);
    }

    /// <summary>The same sample in every view, for chosen rows.</summary>
    private sealed class ChosenRows(int[] rows) : IPairSource
    {
        public string Name => "chosen";

        public int Count => rows.Length;

        public int SampleOf(int row, int view, long seed, int epoch) => rows[row];
    }
}
