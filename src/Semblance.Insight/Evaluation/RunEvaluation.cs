using System.Text.Json.Nodes;
using Semblance.Errors;
using Semblance.Insight.Report;
using Semblance.Insight.Style;
using Semblance.Pairs;
using Semblance.Tensors;
using Semblance.Training;
using Semblance.Training.Runs;

namespace Semblance.Insight.Evaluation;

/// <summary>How to evaluate a finished run.</summary>
public sealed record RunEvaluationOptions
{
    /// <summary>Folder to look for data in first; null for the usual places.</summary>
    public string? DataRoot { get; init; }

    /// <summary>Where to compute features. Default the processor.</summary>
    public Device Device { get; init; }

    /// <summary>Threads that read samples, >= 1. Default 1.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Evaluate the embedding instead of the representation. Default false.</summary>
    public FeatureLayer Layer { get; init; } = FeatureLayer.Representation;

    /// <summary>Also evaluate raw inputs, their PCA and the untrained encoder, and compare with few labels. Default false.</summary>
    public bool Baselines { get; init; }

    /// <summary>Also score content and style of every layer; null for not. Default null.</summary>
    public StyleOptions? Style { get; init; }

    /// <summary>Which parts to run and how.</summary>
    public EvaluationOptions Evaluation { get; init; } = new();
}

/// <summary>Evaluates the features of a run, alone or beside raw inputs, their PCA and the untrained encoder.</summary>
public static class RunEvaluation
{
    private const string Raw = "raw input", Principal = "PCA of the input", Untrained = "untrained encoder";

    /// <summary>Evaluates and writes <c>evaluation.json</c> into the run folder.</summary>
    /// <param name="folder">A run with at least one finished epoch on labelled data that has a test part.</param>
    /// <param name="options">What to do.</param>
    /// <param name="progress">Told what is being done; null for nobody.</param>
    /// <returns>The document that was written: the run's own results at the top, all feature sets under <c>features</c>.</returns>
    /// <exception cref="RequestException">No weights, no labels, or no test part.</exception>
    public static JsonObject Run(RunFolder folder, RunEvaluationOptions options, Action<string>? progress = null)
    {
        var config = folder.ReadConfig();
        RequireTest(config, options);
        var own = $"{config.Method} {(options.Layer == FeatureLayer.Embedding ? "embedding" : "representation")}";
        progress?.Invoke("features");
        var sets = new List<FeaturePair> { Features(folder, RunModel.Load, config, options, own) };
        if (options.Baselines) sets.AddRange(Baselines(folder, config, options));

        var rows = new JsonArray();
        JsonObject document = [];
        foreach (var set in sets)
        {
            var report = EvaluationJson.From(Evaluator.Run(set.Train, set.Test, options.Evaluation, step => progress?.Invoke($"{set.Name}: {step}")));
            if (set.Name == own) document = report.DeepClone().AsObject();
            rows.Add(Row(set.Name, own, report));
        }

        document["features"] = rows;
        progress?.Invoke("optimum");
        document["optimum"] = Optimum(folder, options);
        if (options.Baselines)
        {
            progress?.Invoke("few labels");
            document["few_labels"] = FewLabelRows(sets, own, options.Evaluation.Seed);
        }

        if (options.Style is { } style) document["style"] = StyleJson.From(StyleEvaluation.OfRun(folder, options.DataRoot, style, step => progress?.Invoke($"style: {step}")));
        EvaluationFile.Write(folder, document);
        return document;
    }

    private static JsonObject? Optimum(RunFolder folder, RunEvaluationOptions options)
    {
        using var model = RunModel.Load(folder);
        return RunOptimum.Of(folder, model, options.DataRoot, options.Workers);
    }

    private static JsonObject Row(string name, string own, JsonObject report)
    {
        var row = new JsonObject { ["name"] = name, ["own"] = name == own };
        foreach (var (key, value) in report) row[key] = value?.DeepClone();
        return row;
    }

    private static JsonArray FewLabelRows(List<FeaturePair> sets, string own, int seed)
    {
        var rows = EvaluationJson.From(FewLabels.Run(sets, Raw, new FewLabelOptions { Seed = seed }));
        foreach (var row in rows.SelectMany(g => g!["rows"]!.AsArray())) row!["own"] = (string?)row["name"] == own;
        return rows;
    }

    private static IEnumerable<FeaturePair> Baselines(RunFolder folder, TrainConfig config, RunEvaluationOptions options)
    {
        yield return Features(folder, RunModel.Untrained, config, options, Untrained);
        var raw = new FeaturePair(Raw, Inputs(config.Request(Split.Train, options.DataRoot), config), Inputs(config.Request(Split.Test, options.DataRoot), config));
        yield return raw;
        var pca = Pca.Fit(raw.Train, Math.Min(128, raw.Train.Dim));
        yield return new FeaturePair(Principal, pca.Apply(raw.Train), pca.Apply(raw.Test));
    }

    private static FeaturePair Features(RunFolder folder, Func<RunFolder, RunModel> load, TrainConfig config, RunEvaluationOptions options, string name)
    {
        using var model = load(folder);
        return new FeaturePair(name, Of(Split.Train), Of(Split.Test));

        FeatureSet Of(Split split)
        {
            var features = model.Embed(config.Request(split, options.DataRoot), options.Layer, options.Device, options.Workers);
            return new FeatureSet(features.Values, features.Rows, features.Dim, features.Labels, name: name);
        }
    }

    /// <summary>The samples themselves, whole and without augmentation, as the network sees them.</summary>
    internal static FeatureSet Inputs(DataRequest request, TrainConfig config)
    {
        using var data = DataSets.Open(request);
        var plan = ViewPlan.Plain(data, config.EvaluationSize ?? config.ImageSize);
        var values = new float[checked(data.Count * plan.Output.Count)];
        var labels = new long[data.Count];
        var row = 0;
        using var loader = ViewLoader.InOrder(data, plan, Math.Min(500, data.Count));
        foreach (var batch in loader.Epoch(0))
        {
            using (batch)
            {
                batch.View(0).CopyTo(values.AsSpan(row * plan.Output.Count));
                batch.Labels.CopyTo(labels, row);
                row += batch.Count;
            }
        }

        return new FeatureSet(values, data.Count, plan.Output.Count, labels, name: Raw);
    }

    private static void RequireTest(TrainConfig config, RunEvaluationOptions options)
    {
        if (DataSets.HasSplit(config.Request(Split.Test, options.DataRoot))) return;
        throw new RequestException(
            $"run data '{config.Data}' has no test part", "evaluating on the training rows would flatter the features",
            "use a folder with train/ and test/, a path with {split}, or embed two files and give `semblance evaluate --train x.npy y.npy --test x.npy y.npy`");
    }
}
