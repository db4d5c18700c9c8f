namespace Semblance.Insight.Audit;

/// <summary>How well an attribute is read from the features and from what they are held against.</summary>
/// <param name="Attribute">Its name; <c>labels</c> for the labels.</param>
/// <param name="Kind">labels, subclass, attribute or discovered.</param>
/// <param name="Levels">Number of levels; 0 for a number.</param>
/// <param name="Features">Head on directions of enough variance: the headline.</param>
/// <param name="Raw">Head that standardises every unit, blind to scale.</param>
/// <param name="Floored">Head on directions with noise added.</param>
/// <param name="Control">The headline head on a random permutation of the attribute.</param>
/// <param name="References">The headline head on each reference, by name: baseline, inputs, supervised, representation.</param>
/// <param name="Explained">Share of the features' variance that the attribute explains.</param>
/// <param name="Alike">Share of what is read of the attribute that two views have in common; null without views or where it is not read.</param>
/// <param name="Moved">Share of what differs between views that the augmentation's parameters explain; null likewise.</param>
/// <param name="Mover">The parameter that explains most of it; null likewise.</param>
public sealed record AuditProbe(
    string Attribute, string Kind, int Levels, AuditScore Features, AuditScore Raw, AuditScore Floored, AuditScore Control, IReadOnlyDictionary<string, AuditScore> References,
    double Explained, double? Alike, double? Moved, string? Mover);
