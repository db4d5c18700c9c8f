namespace Semblance.Pairs.Data;

/// <summary>A data set known by name: its files and how they are read.</summary>
/// <param name="Name">The name.</param>
/// <param name="Meaning">What it holds.</param>
/// <param name="HowToGet">Where it comes from.</param>
/// <param name="Files">The files of a split.</param>
/// <param name="Read">Reads the files found, in the order of <paramref name="Files"/>.</param>
internal sealed record NamedDataSet(
    string Name,
    string Meaning,
    string HowToGet,
    Func<Split, string[]> Files,
    Func<NamedDataSet, string[], DataRequest, DataSet> Read);
