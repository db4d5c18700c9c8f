namespace Semblance.Pairs;

/// <summary>A sample that could not be read and takes no part.</summary>
/// <param name="File">Its file.</param>
/// <param name="Reason">Why it could not be read.</param>
public sealed record SkippedSample(string File, string Reason);
