using Semblance.Errors;
using Semblance.Insight.Experiments.Dynamics;
using Semblance.Insight.Experiments.Features;
using Semblance.Insight.Experiments.InductiveBias;
using Semblance.Insight.Experiments.SimVae;
using Semblance.Insight.Experiments.Spectral;

namespace Semblance.Insight.Experiments;

/// <summary>The papers there are.</summary>
public static class Papers
{
    /// <summary>In the order they are listed.</summary>
    public static IReadOnlyList<Paper> All { get; } = [InductiveBiasPaper.Paper, DynamicsPaper.Paper, SpectralPaper.Paper, FeaturesPaper.Paper, SimVaePaper.Paper];

    /// <summary>A paper by its name, or all of them.</summary>
    /// <param name="name">A name, or <c>all</c>.</param>
    /// <exception cref="RequestException">No such paper.</exception>
    public static IReadOnlyList<Paper> Named(string name)
    {
        if (name == "all") return All;
        return All.FirstOrDefault(p => p.Name == name) is { } paper ? [paper] : throw Suggestion.Unknown("paper", name, [.. All.Select(p => p.Name), "all"]);
    }
}
