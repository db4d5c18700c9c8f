using Semblance.Insight.Evaluation;
using Semblance.Pairs;
using Semblance.Tensors;
using Semblance.Training.Loop;

namespace Semblance.Insight.Style;

/// <summary>Features of every layer for some samples in one view each, with what the view carried.</summary>
internal sealed class StyleSample
{
    private const int Batch = 500;

    private StyleSample(int rows, IReadOnlyList<string> names, IReadOnlyList<string> parameters)
    {
        (Rows, Names) = (rows, names);
        Parameters = parameters.ToDictionary(n => n, _ => new double[rows]);
        Labels = new long[rows];
        Indices = new int[rows];
    }

    internal int Rows { get; }

    internal IReadOnlyList<string> Names { get; }

    /// <summary>Features of each layer, [rows, size], row-major.</summary>
    internal float[][] Layers { get; private set; } = [];

    /// <summary>Numbers that the augmentations drew, by name, [rows].</summary>
    internal Dictionary<string, double[]> Parameters { get; }

    /// <summary>Class of each row, -1 where there is none.</summary>
    internal long[] Labels { get; }

    /// <summary>Sample behind each row.</summary>
    internal int[] Indices { get; }

    /// <summary>Draws samples at random, makes a view of each, and passes it through the network.</summary>
    /// <param name="data">The data.</param>
    /// <param name="plan">How a view is made; a plan without augmentations gives the samples themselves.</param>
    /// <param name="rows">How many samples, at most.</param>
    /// <param name="source">The network.</param>
    /// <param name="options">Seed and threads.</param>
    internal static StyleSample Read(DataSet data, ViewPlan plan, int rows, LayerSource source, StyleOptions options)
    {
        int[] chosen = [.. Splits.Shuffled(data.Count, new Random(options.Seed)).Take(Math.Min(rows, data.Count))];
        var sample = new StyleSample(chosen.Length, source.Names, plan.ParameterNames(0));
        using var loader = new ViewLoader(data, plan, new Chosen(chosen), new LoaderOptions
        {
            Batch = Math.Min(Batch, chosen.Length), Views = 1, Seed = options.Seed, Workers = options.Workers, Shuffle = false, DropLast = false, ChannelsLast = true,
        });
        var done = 0;
        foreach (var batch in loader.Epoch(0))
        {
            using (batch) sample.Add(batch, source, plan, done);
            done += batch.Count;
        }

        return sample;
    }

    /// <summary>One layer with the classes of its rows, or with the given answers.</summary>
    internal FeatureSet Set(int layer, long[]? labels = null, double[]? targets = null) =>
        new(Layers[layer], Rows, Layers[layer].Length / Rows, labels, targets, Names[layer]);

    private void Add(ViewBatch batch, LayerSource source, ViewPlan plan, int done)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var layers = source.Map(SampleTensors.Of(batch, 1, plan.Output, Device.Cpu));
        if (Layers.Length == 0) Layers = [.. layers.Select(l => new float[Rows * l.Size(1)])];
        for (var k = 0; k < layers.Count; k++) layers[k].ToArray<float>().CopyTo(Layers[k], done * layers[k].Size(1));
        batch.Labels.CopyTo(Labels, done);
        batch.Indices.CopyTo(Indices, done);
        var drawn = batch.Parameters(0);
        for (var column = 0; column < drawn.Names.Count; column++)
        {
            for (var row = 0; row < batch.Count; row++) Parameters[drawn.Names[column]][done + row] = drawn.Value(row, column);
        }
    }

    private sealed class Chosen(int[] rows) : IPairSource
    {
        public string Name => "chosen";

        public int Count => rows.Length;

        public int SampleOf(int row, int view, long seed, int epoch) => rows[row];
    }
}
