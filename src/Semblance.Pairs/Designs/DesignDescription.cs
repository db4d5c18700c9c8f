using Semblance.Options;

namespace Semblance.Pairs.Designs;

/// <summary>A design as a reader sees it.</summary>
/// <param name="Name">The word after <c>+</c>.</param>
/// <param name="Meaning">What it does to a data set, in one line.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Options">Its options.</param>
public sealed record DesignDescription(string Name, string Meaning, string Source, IReadOnlyList<OptionDescription> Options);
