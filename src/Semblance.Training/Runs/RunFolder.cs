using System.Text.Json;
using System.Text.Json.Nodes;
using Semblance.Errors;
using Semblance.Files;
using Semblance.Pairs;
using Semblance.Training.Monitor;
using Semblance.Training.Profile;

namespace Semblance.Training.Runs;

/// <summary>The folder of one run: plain JSON, CSV and safetensors, each file written whole or not at all.</summary>
/// <remarks><c>config.json</c> what was asked; <c>views.yaml</c> the augmentation in full; <c>environment.json</c> engine and machine;
/// <c>metrics.csv</c> and <c>metrics.json</c> one record per epoch, the same for the same config and machine; <c>timings.csv</c> rates, which
/// are not; <c>checkpoint.safetensors</c> everything a resumed run needs; <c>weights.safetensors</c> the finished encoder and head;
/// <c>summary.json</c> status and last record; <c>skipped.csv</c> the samples that could not be read, if any; <c>profile.json</c> where the time went, when that was asked for.</remarks>
public sealed class RunFolder
{
    private RunFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Name of the folder alone.</summary>
    public string Name => System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(Path));

    internal string CheckpointFile => In("checkpoint.safetensors");

    internal string WeightsFile => In("weights.safetensors");

    /// <summary>Makes a new run folder.</summary>
    /// <exception cref="RequestException">The folder already holds a run or other files.</exception>
    /// <exception cref="RunException">The folder cannot be written.</exception>
    public static RunFolder Create(string path)
    {
        if (File.Exists(path)) throw new RequestException($"cannot make run folder '{path}'", "a file of that name is there", "choose another --out");
        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw new RequestException(
                $"run folder '{path}' is not empty",
                File.Exists(System.IO.Path.Combine(path, "config.json")) ? "it holds a run" : "it holds other files",
                "give --resume to continue that run, or choose another --out");
        }

        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunException($"cannot make run folder '{path}'", e.Message, "choose a folder you may write to", e);
        }

        return new RunFolder(path);
    }

    /// <summary>Opens the folder of an existing run.</summary>
    /// <exception cref="RequestException">There is no such folder, or it holds no run.</exception>
    public static RunFolder Open(string path)
    {
        if (!File.Exists(System.IO.Path.Combine(path, "config.json")))
        {
            throw new RequestException($"'{path}' is no run folder", Directory.Exists(path) ? "it holds no config.json" : "there is no such folder", "give a folder that `semblance train --out` made; `semblance runs` lists them");
        }

        return new RunFolder(path);
    }

    /// <summary>The config the run was started with.</summary>
    public TrainConfig ReadConfig() => Read<TrainConfig>("config.json");

    /// <summary>The augmentation in full, as YAML.</summary>
    public string ReadViews() => File.ReadAllText(In("views.yaml"));

    /// <summary>The records of all finished epochs.</summary>
    public IReadOnlyList<EpochRecord> ReadEpochs() => File.Exists(In("metrics.json")) ? RunJson.Epochs(File.ReadAllText(In("metrics.json")), TryRead("timings.csv")) : [];

    /// <summary>The collapse monitor's look at the untrained network; null when it was off.</summary>
    public MonitorRecord? ReadStart() => TryRead("metrics.json") is { } text ? RunJson.Start(text) : null;

    /// <summary>Status and last record, as <c>summary.json</c> has them; null when the run never came that far.</summary>
    public JsonObject? ReadSummary() => TryRead("summary.json") is { } text ? JsonNode.Parse(text)!.AsObject() : null;

    /// <summary>Engine and machine, as <c>environment.json</c> has them.</summary>
    public JsonObject ReadEnvironment() => JsonNode.Parse(TryRead("environment.json") ?? "{}")!.AsObject();

    internal void WriteConfig(TrainConfig config, string views)
    {
        AtomicFile.WriteText(In("views.yaml"), views);
        AtomicFile.WriteText(In("environment.json"), RunEnvironment.Describe().ToJsonString(RunJson.Options));
        AtomicFile.WriteText(In("config.json"), JsonSerializer.Serialize(config, RunJson.Options));
    }

    internal void WriteEpochs(IReadOnlyList<EpochRecord> epochs, MonitorRecord? start)
    {
        AtomicFile.WriteText(In("metrics.json"), RunJson.Metrics(epochs, start));
        AtomicFile.WriteText(In("metrics.csv"), RunCsv.Metrics(epochs));
        AtomicFile.WriteText(In("timings.csv"), RunCsv.Timings(epochs));
    }

    internal void WriteProfile(TrainProfile profile) => AtomicFile.WriteText(In("profile.json"), profile.ToJson().ToJsonString(RunJson.Options));

    /// <summary>Lists the samples that could not be read; nothing where all could.</summary>
    internal void WriteSkipped(IReadOnlyList<SkippedSample> skipped)
    {
        if (skipped.Count > 0) AtomicFile.WriteText(In("skipped.csv"), RunCsv.Skipped(skipped));
    }

    internal void WriteSummary(RunStatus status, int step, EpochRecord? last, string? error = null, string? note = null)
    {
        var summary = new JsonObject
        {
            ["status"] = RunJson.Word(status),
            ["step"] = step,
            ["epoch"] = last?.Epoch ?? 0,
            ["final"] = last is null ? null : RunJson.Record(last, timings: true),
        };
        if (error is not null) summary["error"] = error;
        if (note is not null) summary["note"] = note;
        AtomicFile.WriteText(In("summary.json"), summary.ToJsonString(RunJson.Options));
    }

    private string In(string file) => System.IO.Path.Combine(Path, file);

    private string? TryRead(string file) => File.Exists(In(file)) ? File.ReadAllText(In(file)) : null;

    private T Read<T>(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(In(file)), RunJson.Options)!;
        }
        catch (JsonException e)
        {
            throw new RequestException($"'{In(file)}' is damaged", e.Message, "restore it or start a new run");
        }
    }
}
