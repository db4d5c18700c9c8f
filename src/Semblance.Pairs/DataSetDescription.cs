namespace Semblance.Pairs;

/// <summary>One known data set as a reader sees it.</summary>
/// <param name="Name">The name to give with <c>--data</c>.</param>
/// <param name="Meaning">What it holds, in one line.</param>
/// <param name="Folders">The folders looked in, in order; empty where the name itself holds a path.</param>
/// <param name="HowToGet">The package or the address it comes from.</param>
/// <param name="Location">The folder it was found in; null when it was not found.</param>
public sealed record DataSetDescription(
    string Name, string Meaning, IReadOnlyList<string> Folders, string HowToGet, string? Location)
{
    /// <summary>True when it can be opened now.</summary>
    public bool Found => IsDrawn || Location is not null;

    /// <summary>True when it needs no files: synthetic data are drawn when opened. Default false.</summary>
    public bool IsDrawn { get; init; }
}
