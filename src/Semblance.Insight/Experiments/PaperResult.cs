using System.Text.Json.Nodes;
using Semblance.Files;

namespace Semblance.Insight.Experiments;

/// <summary>What came of the experiments of one paper.</summary>
/// <param name="Paper">The paper.</param>
/// <param name="Options">How it was reproduced.</param>
/// <param name="Experiments">Results, in the order of the paper.</param>
public sealed record PaperResult(Paper Paper, ReproduceOptions Options, IReadOnlyList<ExperimentResult> Experiments)
{
    /// <summary>The claims of all experiments.</summary>
    public IEnumerable<Claim> Claims => Experiments.SelectMany(e => e.Claims);

    /// <summary>True when no claim failed.</summary>
    public bool Passes => Claims.All(c => c.Passes);

    /// <summary>Time of all experiments, in seconds.</summary>
    public double Seconds => Experiments.Sum(e => e.Seconds);

    /// <summary>The result for programs.</summary>
    public JsonObject ToJson() => PaperJson.Of(this);

    /// <summary>The result as one HTML page with everything inside.</summary>
    public string ToHtml() => PaperPage.Of(this);

    /// <summary>Writes PAPER.html and PAPER.json, each atomically.</summary>
    /// <param name="folder">Made when it is not there.</param>
    /// <returns>Full paths of page and JSON file.</returns>
    public (string Page, string Json) Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var page = Path.GetFullPath(Path.Combine(folder, $"{Paper.Name}.html"));
        var json = Path.GetFullPath(Path.Combine(folder, $"{Paper.Name}.json"));
        AtomicFile.WriteText(page, ToHtml());
        AtomicFile.WriteText(json, PaperJson.Text(ToJson()));
        return (page, json);
    }
}
