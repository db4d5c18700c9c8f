using System.Text.Json;
using System.Text.Json.Serialization;
using Semblance.Files;

namespace Semblance.Insight.Experiments.Features;

/// <summary>Keeps what each training of an experiment came to, so that a stopped reproduction goes on where it was.</summary>
/// <param name="context">Its work folder is where results lie; without one nothing is kept.</param>
/// <param name="experiment">Name of the experiment's folder in it.</param>
internal sealed class TrialStore(ExperimentContext context, string experiment)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>What lies there for the same settings, else what is made now and then kept.</summary>
    /// <param name="name">Name of the trial; the file's.</param>
    /// <param name="settings">All that the result depends on, in words.</param>
    /// <param name="make">Makes it.</param>
    internal T Of<T>(string name, string settings, Func<T> make)
    {
        if (context.Options.WorkFolder is not { } work) return make();
        var file = Path.Combine(work, experiment, $"{string.Concat(name.Select(c => char.IsLetterOrDigit(c) ? c : '-'))}.json");
        if (File.Exists(file) && Read<T>(file) is { } kept && kept.Settings == settings) return kept.Result;
        var result = make();
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        AtomicFile.WriteText(file, JsonSerializer.Serialize(new Kept<T>(settings, result), Json));
        return result;
    }

    private static Kept<T>? Read<T>(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<Kept<T>>(File.ReadAllText(file), Json);
        }
        catch (JsonException)
        {
            // Of another version, or cut short by hand: made anew.
            return null;
        }
    }

    private sealed record Kept<T>(string Settings, T Result);
}
