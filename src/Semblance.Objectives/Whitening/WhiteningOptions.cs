namespace Semblance.Objectives.Whitening;

/// <summary>Hard whitening has no options of its own.</summary>
public sealed record WhiteningOptions;
