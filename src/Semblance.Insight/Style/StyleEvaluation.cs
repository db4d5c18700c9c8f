using Semblance.Insight.Evaluation;
using Semblance.Networks.Decoders;
using Semblance.Pairs;
using Semblance.Training;
using Semblance.Training.Runs;

namespace Semblance.Insight.Style;

/// <summary>Scores content and style of every layer of any network: what a sample is, and how this view shows it.</summary>
/// <remarks>Content is scored on the samples themselves, style on one augmented view of each with the numbers that the augmentation drew as answers (Bizeul et al. 2024 score attributes of
/// CelebA, which are added where the data have them). Linear maps only: what a deep network could dig out again is not what a feature offers.</remarks>
internal sealed class StyleEvaluation(LayerSource source, ViewPlan plan, StyleOptions options, Action<string>? progress = null)
{
    /// <summary>Penalty of the yes-or-no probes, on standardised features.</summary>
    private const double ChoicePenalty = 1e-4;

    /// <summary>Scores a run's network on its own data and views.</summary>
    /// <param name="folder">A run on data with a test part.</param>
    /// <param name="dataRoot">Folder to look in first; null for the usual places.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told what is being done; null for nobody.</param>
    internal static StyleReport OfRun(RunFolder folder, string? dataRoot, StyleOptions options, Action<string>? progress = null)
    {
        var config = folder.ReadConfig();
        using var train = DataSets.Open(config.Request(Split.Train, dataRoot));
        using var test = DataSets.Open(config.Request(Split.Test, dataRoot));
        using var model = RunModel.Load(folder);
        var plan = ViewPlan.FromYaml(folder.ReadViews());
        return new StyleEvaluation(LayerSource.Of(model, plan.Output.Count, options.HasInput), plan, options, progress).Run(train, test, config.EvaluationSize ?? config.ImageSize);
    }

    /// <summary>All layers.</summary>
    /// <param name="train">Data the probes are fitted on.</param>
    /// <param name="test">Data they are scored on.</param>
    /// <param name="evaluationSize">Edge of whole images; null for their own.</param>
    internal StyleReport Run(DataSet train, DataSet test, int? evaluationSize)
    {
        var plain = ViewPlan.Plain(train, evaluationSize);
        var isSameSize = plain.Output == plan.Output;
        var atSize = isSameSize ? source : Without(source);
        progress?.Invoke("features");
        var (known, unknown) = (StyleSample.Read(train, plain, Math.Max(options.TrainRows, options.ContentRows ?? 0), atSize, options), StyleSample.Read(test, plain, options.TestRows, atSize, options));
        var (seen, unseen) = (StyleSample.Read(train, plan, options.TrainRows, atSize, options), StyleSample.Read(test, plan, options.TestRows, atSize, options));
        var drawn = StyleTask.OfParameters(seen.Parameters, unseen.Parameters);
        var attributes = Attributes(train, test, known, unknown);
        (float[] Train, float[] Test)? pixels = options.DecoderSteps > 0 ? Pixels(train, test, plain) : null, views = options.DecoderSteps > 0 ? Pixels(train, test, plan) : null;
        var layers = new List<LayerStyle>();
        for (var k = 0; k < atSize.Names.Count; k++)
        {
            progress?.Invoke($"{atSize.Names[k]}");
            layers.Add(new LayerStyle
            {
                Name = atSize.Names[k],
                Dim = known.Set(k).Dim,
                IsOwn = atSize.Names[k] == atSize.Own,
                Content = Content(known, unknown, k),
                Neighbours = known.Labels[0] < 0 ? null : PlainVote.Accuracy(known.Set(k, known.Labels), unknown.Set(k, unknown.Labels)),
                Style = [.. Scores(seen, unseen, k, drawn), .. Scores(known, unknown, k, attributes)],
                Reconstruction = pixels is { } p ? Decoded(First(known.Set(k), options.TrainRows), unknown.Set(k), p, plain.Output, k) : null,
                ViewReconstruction = views is { } v ? Decoded(seen.Set(k), unseen.Set(k), v, plan.Output, k) : null,
            });
        }

        return new StyleReport(layers, train.Factors.Count > 0 ? null : Fits(train, atSize));
    }

    /// <summary>Views of another size than whole images have: the input layer would mean two things.</summary>
    private static LayerSource Without(LayerSource source) => source.Names[0] != LayerSource.Input
        ? source
        : new LayerSource([.. source.Names.Skip(1)], samples => [.. source.Map(samples).Skip(1)], source.Own);

    private IReadOnlyList<GroupFit> Fits(DataSet data, LayerSource layers) => GroupFit.Of(data, plan, layers, 2, 4000, options);

    private EvaluationReport? Content(StyleSample known, StyleSample unknown, int layer)
    {
        if (known.Labels[0] < 0) return null;
        var chosen = new EvaluationOptions { Parts = options.Content, Seed = options.Seed };
        return Evaluator.Run(known.Set(layer, known.Labels), unknown.Set(layer, unknown.Labels), chosen);
    }

    private IEnumerable<StyleScore> Scores(StyleSample known, StyleSample unknown, int layer, IReadOnlyList<StyleTask> tasks)
    {
        var numbers = tasks.Where(t => !t.IsChoice).ToList();
        if (numbers.Count > 0)
        {
            double[] Targets(int rows, Func<StyleTask, double[]> of) => [.. Enumerable.Range(0, rows).SelectMany(row => numbers.Select(t => of(t)[row]))];
            var fit = Evaluator.Run(
                known.Set(layer, null, Targets(known.Rows, t => t.Train)), unknown.Set(layer, null, Targets(unknown.Rows, t => t.Test)), new EvaluationOptions { Parts = "regression", Seed = options.Seed });
            foreach (var (task, score) in numbers.Zip(fit.Regression!.Targets)) yield return new StyleScore(task.Name, false, score.R2, score.Interval, 0);
        }

        foreach (var task in tasks.Where(t => t.IsChoice))
        {
            var fit = Evaluator.Run(
                known.Set(layer, Labels(task.Train)), unknown.Set(layer, Labels(task.Test)), new EvaluationOptions { Parts = "linear", L2 = ChoicePenalty, Seed = options.Seed });
            var commonest = task.Test.CountBy(v => v).Max(g => g.Value) / (double)task.Test.Length;
            yield return new StyleScore(task.Name, true, fit.Linear!.Accuracy, fit.Linear.Interval, commonest);
        }
    }

    /// <summary>The first rows, which are drawn at random as all are.</summary>
    private static FeatureSet First(FeatureSet set, int rows) => set.Rows <= rows ? set : set.Select([.. Enumerable.Range(0, rows)]);

    private static long[] Labels(double[] values) => [.. values.Select(v => (long)v)];

    /// <summary>What else the data know of their samples, where it varies.</summary>
    private static IReadOnlyList<StyleTask> Attributes(DataSet train, DataSet test, StyleSample known, StyleSample unknown)
    {
        double[] Of(DataSet data, StyleSample sample, int factor) => [.. sample.Indices.Select(i => (double)data.Factors[factor].Values[i])];
        return
        [
            .. train.Factors.Select((factor, k) => new StyleTask(factor.Name, true, Of(train, known, k), Of(test, unknown, k)))
                .Where(t => t.Train.Distinct().Count() >= 2),
        ];
    }

    private (float[] Train, float[] Test) Pixels(DataSet train, DataSet test, ViewPlan made)
    {
        var identity = new LayerSource(["pixels"], samples => [new Training.Loop.Pixels(made).Of(samples).Flatten(1)], "pixels");
        return (StyleSample.Read(train, made, options.TrainRows, identity, options).Layers[0], StyleSample.Read(test, made, options.TestRows, identity, options).Layers[0]);
    }

    private Reconstruction Decoded(FeatureSet known, FeatureSet unknown, (float[] Train, float[] Test) pixels, SampleShape shape, int layer)
    {
        using var decoder = PostHocDecoder.Fit(known, pixels.Train, new SampleSize(shape.Channels, shape.Height, shape.Width), options.DecoderSteps, options.Seed + layer);
        return decoder.Score(unknown, pixels.Test, pixels.Train);
    }
}
