using Semblance.Pairs;
using Semblance.Tensors;
using Semblance.Training;
using Semblance.Training.Loop;
using Semblance.Training.Runs;

namespace Semblance.Insight.Tangent;

/// <summary>The drift of the tangent kernel along a run: its network before training, which the seed gives again, against its present weights.</summary>
/// <remarks>Of three random combinations of the embedding, on up to 24 samples in one view each. Normalisations of the untrained network get the statistics of these views first, as the kernel is
/// taken in evaluation mode.</remarks>
internal static class RunTangent
{
    private const int Samples = 24, Fewest = 4, Outputs = 3, Batch = 128, Passes = 40;
    private const long MostNumbers = 1L << 26;

    /// <summary>The drift; null when the Jacobians of four samples would not fit into 512 MiB.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="dataRoot">Where data sets lie; null for the usual places.</param>
    internal static TangentDrift? Drift(RunFolder folder, string? dataRoot)
    {
        using var scope = new TensorScope();
        using RunModel before = RunModel.Untrained(folder), after = RunModel.Load(folder);
        var count = before.Encoder.ParameterCount + before.Head.ParameterCount;
        var views = Views(folder, dataRoot);
        var rows = Math.Min(Math.Min(Samples, MostNumbers / (Outputs * Math.Max(count, 1))), views.Size(0));
        if (rows < Math.Min(Fewest, views.Size(0)) || count == 0) return null;
        using var rng = new Rng(folder.ReadConfig().Seed);
        var mixture = Tensor.RandomNormal(rng, [before.EmbeddingDim, Outputs]) * (1 / Math.Sqrt(before.EmbeddingDim));
        Settle(before, views);
        var samples = views.Narrow(0, 0, rows);
        return TangentDrift.Between(Kernel(before, samples, mixture), Kernel(after, samples, mixture));
    }

    private static Tensor Views(RunFolder folder, string? dataRoot)
    {
        var (config, plan) = (folder.ReadConfig(), ViewPlan.FromYaml(folder.ReadViews()));
        using var data = DataSets.Open(config.Request(Split.Train, dataRoot));
        using var loader = new ViewLoader(data, plan, PairSources.Named(config.Pairs, data), new LoaderOptions { Batch = Math.Min(Batch, data.Count), Views = 1, Seed = config.Seed, Workers = 1, ChannelsLast = true });
        foreach (var batch in loader.Epoch(0))
        {
            using (batch) return SampleTensors.Of(batch, 1, plan.Output, Device.Cpu);
        }

        throw new InvalidOperationException("a data set has a batch");
    }

    private static void Settle(RunModel model, Tensor views)
    {
        if (!model.Encoder.Buffers.Concat(model.Head.Buffers).Any()) return;
        using var silent = new NoGradient();
        model.Encoder.Train();
        model.Head.Train();
        for (var pass = 0; pass < Passes; pass++)
        {
            using var scope = new TensorScope();
            model.Head.Forward(model.Encoder.Forward(views));
        }
    }

    private static TangentKernel Kernel(RunModel model, Tensor samples, Tensor mixture)
    {
        model.Encoder.Train(false);
        model.Head.Train(false);
        return TangentKernel.Of(x => model.Head.Forward(model.Encoder.Forward(x)).MatMul(mixture), [.. model.Encoder.Parameters.Concat(model.Head.Parameters).Select(p => p.Value)], samples);
    }
}
