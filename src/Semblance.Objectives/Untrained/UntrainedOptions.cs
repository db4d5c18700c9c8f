namespace Semblance.Objectives.Untrained;

/// <summary>The untrained encoder has no options.</summary>
public sealed record UntrainedOptions;
