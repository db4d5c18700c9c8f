using Semblance.Options;

namespace Semblance.Networks;

/// <summary>A kind of network as a reader sees it in a listing.</summary>
/// <param name="Name">The word before the colon.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Options">Its options with defaults, ranges and meanings.</param>
public sealed record NetworkDescription(string Name, string Summary, IReadOnlyList<OptionDescription> Options);
