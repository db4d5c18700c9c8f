namespace Semblance.Insight.Audit;

/// <summary>How well a head reads an attribute.</summary>
/// <param name="Skill">0 for guessing, 1 for always right: chance-corrected balanced accuracy, or R2 for numbers.</param>
/// <param name="Low">Lower end of its 95% interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Accuracy">Balanced accuracy; null for numbers.</param>
public sealed record AuditScore(double Skill, double Low, double High, double? Accuracy);
