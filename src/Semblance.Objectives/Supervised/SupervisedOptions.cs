namespace Semblance.Objectives.Supervised;

/// <summary>Supervised learning has no options of its own.</summary>
public sealed record SupervisedOptions;
