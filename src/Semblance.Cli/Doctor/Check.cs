namespace Semblance.Cli.Doctor;

/// <summary>One finding of the doctor.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="Ok">False when it keeps something from working.</param>
/// <param name="Seen">What was found, with numbers.</param>
/// <param name="Remedy">What to do; null when there is nothing to do. Advice may stand beside an <paramref name="Ok"/> that is true: it works, but slowly.</param>
internal sealed record Check(string Name, bool Ok, string Seen, string? Remedy = null);
