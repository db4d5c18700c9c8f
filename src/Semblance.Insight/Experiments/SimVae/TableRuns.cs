using System.Globalization;
using System.Text.Json;
using Semblance.Files;
using Semblance.Insight.Evaluation;
using Semblance.Insight.Style;
using Semblance.Pairs;
using Semblance.Tensors;
using Semblance.Training;
using Semblance.Training.Runs;

namespace Semblance.Insight.Experiments.SimVae;

/// <summary>Trains and scores the methods of a table; what is done already in the work folder is taken from there.</summary>
internal sealed class TableRuns(ExperimentContext context, TableBudget budget, string name)
{
    private const string Scores = "table.json";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <summary>All rows, method by method and seed by seed.</summary>
    internal IReadOnlyList<TableRow> Run(IReadOnlyList<Contestant> contestants)
    {
        var work = context.Options.WorkFolder is { } given ? Path.Combine(given, name) : Directory.CreateTempSubdirectory("semblance-table-").FullName;
        try
        {
            var jobs = Enumerable.Range((int)context.Seed, budget.Seeds).SelectMany(seed => contestants.Select(c => (Func<TableRow[]>)(() => Of(c, seed, work))));
            return [.. SideBySide.Run([.. jobs]).SelectMany(rows => rows)];
        }
        finally
        {
            if (context.Options.WorkFolder is null) Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Ten principal components, scored as the learnt features are.</summary>
    internal IReadOnlyList<TableRow> PrincipalComponents(DataSet train, DataSet test)
    {
        context.Step("PCA");
        var plan = ViewPlan.Named("simvae", train, null);
        var known = SimVae.PrincipalComponents.Pixels(train);
        var pca = Pca.Fit(known, 10);
        var pixels = new Training.Loop.Pixels(plan);
        var source = new LayerSource(["embedding"], samples =>
        {
            var rows = pixels.Of(samples).Flatten(1).ToArray<float>();
            var features = pca.Apply(new FeatureSet(rows, rows.Length / known.Dim, known.Dim));
            return [features.ToTensor()];
        }, "embedding");
        var report = new StyleEvaluation(source, plan, Options).Run(train, test, null);
        return [Row("PCA", 0, report.Layers[0], null)];
    }

    private StyleOptions Options => new() { TrainRows = budget.Rows, ContentRows = int.MaxValue, HasInput = false, Content = "linear", Seed = (int)context.Seed };

    private TableRow[] Of(Contestant contestant, int seed, string work)
    {
        var place = Path.Combine(work, string.Create(CultureInfo.InvariantCulture, $"{contestant.Method}-{seed}"));
        var scores = Path.Combine(place, Scores);
        var config = Config(contestant, seed);
        if (File.Exists(scores) && IsSame(RunFolder.Open(place).ReadConfig(), config)) return JsonSerializer.Deserialize<TableRow[]>(File.ReadAllText(scores))!;
        context.Step($"{contestant.Name}, seed {seed}: training");
        if (File.Exists(Path.Combine(place, "config.json")) && !IsSame(RunFolder.Open(place).ReadConfig(), config)) Directory.Delete(place, recursive: true);
        var request = new TrainRequest { Config = config, Out = place, Resume = true, DataRoot = context.Options.DataRoot, Device = context.Options.Device };
        var result = Trainer.Run(request, null, context.Cancellation);
        context.Step($"{contestant.Name}, seed {seed}: scores");
        var report = StyleEvaluation.OfRun(result.Folder, context.Options.DataRoot, Options);
        var energy = result.Epochs is [.., var last] && last.Terms.TryGetValue("energy-ratio", out var ratio) ? ratio : (double?)null;
        TableRow[] rows = [.. report.Layers.Select(l => Row(contestant.Name, seed, l, energy))];
        AtomicFile.WriteText(scores, JsonSerializer.Serialize(rows, Json));
        return rows;
    }

    private TrainConfig Config(Contestant contestant, int seed) => TrainConfigs.From(
    [
        new("data", FashionData.Name), new("method", contestant.Method), new("encoder", budget.Encoder), new("head", budget.Head), new("augment", "simvae"), new("epochs", Text(budget.Epochs)),
        new("batch", Text(contestant.Batch)), new("optimiser", "adamw"), new("learning-rate", Text(budget.LearningRate)), new("weight-decay", "0"), new("warm-up", "0.05"),
        new("precision", "float32"), new("evaluate-every", "0"), new("monitor", "false"), new("seed", Text(seed)), .. contestant.Options,
    ]);

    private static bool IsSame(TrainConfig a, TrainConfig b) => JsonSerializer.Serialize(a) == JsonSerializer.Serialize(b);

    private static TableRow Row(string method, int seed, LayerStyle layer, double? energy)
    {
        double Style(string name) => layer.Style.Single(s => s.Name == name).Score;
        return new TableRow(
            method, seed, layer.Name, layer.Dim, 100 * layer.Content!.Linear!.Accuracy, 100 * layer.Neighbours!.Value, Style("crop scale"), Style("crop centre x"), 100 * Style("vertical-flip"),
            layer.Reconstruction!.Error, layer.ViewReconstruction!.Error, energy);
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
