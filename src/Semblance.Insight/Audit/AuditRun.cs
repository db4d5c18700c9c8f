using Semblance.Errors;
using Semblance.Insight.Evaluation;
using Semblance.Insight.Report;
using Semblance.Pairs;
using Semblance.Tensors;
using Semblance.Training;
using Semblance.Training.Runs;

namespace Semblance.Insight.Audit;

/// <summary>Makes the input of an audit from a run: features of the test part, the untrained encoder, the samples themselves, and views by the run's own augmentation.</summary>
public static class AuditRun
{
    private const int Batch = 250;
    private const int Widest = 4096;
    private const int MostLevels = 50;

    /// <summary>Embeds, draws views and looks for samples that training and test share.</summary>
    /// <param name="folder">A run with at least one finished epoch.</param>
    /// <param name="options">What to take.</param>
    /// <param name="progress">Receives the name of each step as it begins.</param>
    /// <exception cref="RequestException">No weights, or the data cannot be found.</exception>
    public static AuditInput Open(RunFolder folder, AuditRunOptions options, Action<string>? progress = null)
    {
        var config = folder.ReadConfig();
        var request = RunReport.TestOrTrain(config, options.DataRoot);
        progress?.Invoke("features");
        using var model = RunModel.Load(folder);
        using var untrained = RunModel.Untrained(folder);
        var features = Features(model, request, options.Layer, options, "the features");
        var isHead = options.Layer == FeatureLayer.Embedding;
        var (views, before, seen) = Views(folder, model, untrained, request, options);
        progress?.Invoke("inputs");
        var inputs = RunEvaluation.Inputs(request, config);
        var (leaked, of) = Leaked(config, options, inputs);
        return new AuditInput
        {
            Features = features,
            Description = $"{(isHead ? "embedding" : "representation")} of {config.Data} by {folder.Name} ({config.Method}, {config.Encoder})",
            Attributes = options.Attributes is null ? Known(request) : AttributeFile.Read(options.Attributes, features.Rows),
            Subclass = options.Subclass,
            Baseline = Features(untrained, request, options.Layer, options, "the untrained encoder"),
            IsOwnBaseline = true,
            Inputs = inputs.Dim <= Widest ? inputs : null,
            Representation = isHead ? Features(model, request, FeatureLayer.Representation, options, "the representation") : null,
            Embedding = isHead ? null : Features(model, request, FeatureLayer.Embedding, options, "the embedding"),
            Views = views,
            BaselineViews = before,
            InputViews = seen.First.Dim == inputs.Dim && inputs.Dim <= Widest ? seen : null,
            LeakedShare = leaked,
            LeakedOf = of,
            Training = new AuditTraining(config.Method, config.Augment, config.Encoder, config.Head, isHead ? "embedding" : "representation", config.Epochs)
            {
                Data = config.Data,
                Folder = folder.Path,
                Views = ViewPlan.FromYaml(folder.ReadViews()),
            },
        };
    }

    private static FeatureSet Features(RunModel model, DataRequest request, FeatureLayer layer, AuditRunOptions options, string name)
    {
        var features = model.Embed(request, layer, options.Device, options.Workers);
        return new FeatureSet(features.Values, features.Rows, features.Dim, features.Labels, name: name);
    }

    /// <summary>What the data set itself knows of its samples (designs and synthetic data do), where it is not the same everywhere or a name of single rows.</summary>
    private static IReadOnlyList<AuditTrait> Known(DataRequest request)
    {
        using var data = DataSets.Open(request);
        return [.. data.Factors.Where(f => f.Values.Distinct().Count() is >= 2 and <= MostLevels && f.Count <= data.Count / 2).Select(f => AuditTrait.Categorical(f.Name, [.. f.Values.Select(v => (long)v)]))];
    }

    /// <summary>Test samples that training has number for number; null where there is no test part.</summary>
    private static (double? Share, int Of) Leaked(TrainConfig config, AuditRunOptions options, FeatureSet test) =>
        DataSets.HasSplit(config.Request(Split.Test, options.DataRoot)) ? (Leak.Share(RunEvaluation.Inputs(config.Request(Split.Train, options.DataRoot), config), test), test.Rows) : (null, 0);

    /// <summary>Two views of samples from all over the data, seen by the trained and by the untrained encoder.</summary>
    private static (AuditViews Own, AuditViews Before, AuditViews Seen) Views(RunFolder folder, RunModel model, RunModel untrained, DataRequest request, AuditRunOptions options)
    {
        using var data = DataSets.Open(request);
        var plan = ViewPlan.FromYaml(folder.ReadViews());
        var wanted = Math.Min(options.ViewSamples, data.Count);
        using var loader = new ViewLoader(data, plan, PairSources.Augmentation(data), new LoaderOptions { Batch = Math.Min(Batch, wanted), Views = 2, Seed = folder.ReadConfig().Seed, Workers = options.Workers, Shuffle = true, DropLast = false });
        List<float>[] own = [[], []], before = [[], []], seen = [[], []];
        List<double>[] parameters = [[], []];
        var rows = new List<int>();
        IReadOnlyList<string> names = [];
        foreach (var batch in loader.Epoch(0))
        {
            using (batch)
            {
                for (var v = 0; v < 2; v++)
                {
                    seen[v].AddRange(batch.View(v));
                    own[v].AddRange(See(model, batch, v, plan.Output, options.Layer));
                    before[v].AddRange(See(untrained, batch, v, plan.Output, options.Layer));
                    for (var r = 0; r < batch.Count; r++) parameters[v].AddRange(batch.Parameters(v).Row(r).ToArray().Select(p => (double)p));
                }

                names = [.. batch.Parameters(0).Names];
                if (!names.SequenceEqual(batch.Parameters(1).Names)) parameters = [[], []];
                rows.AddRange(batch.Indices);
            }

            if (rows.Count >= wanted) break;
        }

        if (parameters[0].Count == 0) names = [];
        return (Made(own), Made(before), Made(seen));

        AuditViews Made(List<float>[] views) => new(Set(views[0]), Set(views[1]), names, [.. parameters[0]], [.. parameters[1]], [.. rows]);

        FeatureSet Set(List<float> values) => new([.. values], rows.Count, values.Count / rows.Count, name: "views");
    }

    private static float[] See(RunModel model, ViewBatch batch, int view, SampleShape shape, FeatureLayer layer)
    {
        using var scope = new TensorScope();
        var rows = Tensor.FromSpan(batch.View(view), batch.Count, shape.Count);
        var samples = shape.IsImage ? rows.Reshape(batch.Count, shape.Channels, shape.Height, shape.Width) : rows;
        var seen = model.Represent(samples);
        return (layer == FeatureLayer.Embedding ? model.Project(seen) : seen).ToArray<float>();
    }
}
