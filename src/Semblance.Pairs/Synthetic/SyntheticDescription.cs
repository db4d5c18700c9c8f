using Semblance.Options;

namespace Semblance.Pairs.Synthetic;

/// <summary>A family of synthetic data as a reader sees it.</summary>
/// <param name="Name">The word after <c>synthetic:</c>.</param>
/// <param name="Meaning">What it is, in one line.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Options">Its options.</param>
/// <param name="Factors">What is known of every sample, with default options; the first gives the labels.</param>
public sealed record SyntheticDescription(string Name, string Meaning, string Source, IReadOnlyList<OptionDescription> Options, IReadOnlyList<string> Factors);
