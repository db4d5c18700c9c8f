using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Semblance.Cli.Shell;
using Semblance.Errors;
using Semblance.Options;
using Semblance.Training;
using Semblance.Training.Runs;
using Spectre.Console;

namespace Semblance.Cli.Verbs;

/// <summary>Pre-trains an encoder and writes a run folder.</summary>
internal sealed class TrainVerb : Verb
{
    private readonly RecordOptions _config = new(typeof(TrainConfig), "seed");
    private readonly Option<string?> _out = Flags.OptionalText("--out", "The run folder to write.", "RUN", required: true);
    private readonly Option<bool> _resume = Flags.Switch("--resume", "Continue the run in --out from its last checkpoint; its own options need not be given again.");
    private readonly Option<string?> _preset = Flags.OptionalText("--preset", $"Begin with the values of a preset: {string.Join(", ", TrainConfigs.Presets)}. What else is given wins.", "NAME");
    private readonly Option<string?> _root = DataOptions.Root();
    private readonly Option<int> _workers = DataOptions.Workers();
    private readonly Option<bool> _profile = Flags.Switch("--profile", "Take the time of each phase of a step and of each kind of layer; also in profile.json of the run folder.");
    private readonly MethodOptions _options = new();

    public override string Name => "train";

    public override string Summary => "Pre-train an encoder without labels; write a run folder with weights, curves and everything needed to repeat or resume it.";

    public override IReadOnlyList<string> Examples =>
    [
        "semblance train --data fashion-mnist --method simclr --encoder resnet18:width=0.25 --epochs 10 --batch 256 --out runs/first",
        "semblance train --data folder:photos --method vicreg --set invariance=10 --augment simclr --image-size 96 --out runs/photos",
        "semblance train --preset demo --out runs/demo",
        "semblance train --out runs/first --resume",
    ];

    public override IReadOnlyList<Symbol> Symbols => [_out, _resume, _preset, .. _config.Symbols, .. _options.Symbols, _root, _workers, _profile];

    public override Outcome Run(Session session)
    {
        var config = TrainConfigs.From(Values(session));
        if (config.Data.Length == 0) throw new RequestException("there is nothing to train on", "no --data was given", "add --data fashion-mnist, for example; `semblance datasets` lists them");
        var request = new TrainRequest
        {
            Config = config,
            Out = session.Get(_out)!,
            Resume = session.Get(_resume),
            DataRoot = session.Get(_root),
            Workers = session.Get(_workers),
            Profile = session.Get(_profile),
            Device = session.Device,
        };
        var result = JobProgress.Run(session, "training", progress => Trainer.Run(request, new TrainScreen(session, progress), session.Cancellation));
        var epochs = result.Epochs.Select(e => RunJson.Record(e, timings: true)).ToList();
        var document = new JsonObject
        {
            ["run"] = result.Folder.Path,
            ["epochs"] = new JsonArray([.. epochs]),
            ["final"] = epochs.LastOrDefault()?.DeepClone(),
        };
        if (result.Profile is { } profile) document["profile"] = profile.ToJson();
        return new(document, console => Show(console, result));
    }

    /// <summary>Everything that was said about the run, the stronger word later: stored config, preset, --set, options.</summary>
    private IEnumerable<KeyValuePair<string, string>> Values(Session session)
    {
        List<KeyValuePair<string, string>> values = [];
        var place = session.Get(_out)!;
        if (session.Get(_resume) && Directory.Exists(place))
        {
            var stored = RunFolder.Open(place).ReadConfig();
            values.AddRange(OptionSet.Values(stored));
            values.AddRange(stored.MethodOptions);
        }

        if (session.Get(_preset) is { } preset) values.AddRange(TrainConfigs.Preset(preset));
        values.AddRange(_options.Values(session));
        values.AddRange(_config.Values(session));
        if (session.HasSeed) values.Add(new("seed", session.Seed.ToString(CultureInfo.InvariantCulture)));
        return values;
    }

    private static void Show(IAnsiConsole console, TrainResult result)
    {
        var table = Screen.Table("epoch", "step", "loss", "k-NN %", "RankMe", "images/s", "data wait %");
        foreach (var e in result.Epochs)
        {
            table.AddTextRow($"{e.Epoch}", $"{e.Step}", Numbers.Short(e.Loss), Numbers.Percent(e.Knn), Numbers.Short(e.RankMe, "F1"), Numbers.Short(e.ImagesPerSecond, "F0"), Numbers.Percent(e.DataWait));
        }

        console.Write(table);
        if (result.Profile is { } profile) ProfileTables.Show(console, profile);
        console.WriteLine($"The run is in {result.Folder.Path}; next: semblance evaluate --run {result.Folder.Path}");
    }
}
