namespace Semblance.Insight.Audit.Planted;

/// <summary>One direction of the planted model.</summary>
/// <param name="Attribute">The attribute that it codes.</param>
/// <param name="Strength">Deviation of its value between samples.</param>
/// <param name="Common">Share of its variance that two views have in common.</param>
/// <param name="Parameter">The recorded parameter that moves it between views; null where what moves it is not recorded.</param>
internal sealed record PlantedLatent(string Attribute, double Strength, double Common, string? Parameter = null)
{
    /// <summary>Deviation of what the augmentation adds: common = strength^2 / (strength^2 + step^2).</summary>
    internal double Step => Strength * Math.Sqrt((1 - Common) / Common);
}
