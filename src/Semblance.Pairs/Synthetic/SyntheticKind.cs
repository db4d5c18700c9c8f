namespace Semblance.Pairs.Synthetic;

/// <summary>A family of synthetic data as it is listed.</summary>
/// <param name="Name">The word after <c>synthetic:</c>.</param>
/// <param name="Meaning">What it is, in one line.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Options">Record of its options, a <see cref="SyntheticOptions"/>.</param>
/// <param name="Create">Makes the model for such a record.</param>
internal sealed record SyntheticKind(string Name, string Meaning, string Source, Type Options, Func<SyntheticOptions, SyntheticModel> Create);
