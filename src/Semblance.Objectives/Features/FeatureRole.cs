namespace Semblance.Objectives.Features;

/// <summary>What a feature is to a loss with labels.</summary>
public enum FeatureRole
{
    /// <summary>Nothing in particular: a subclass, a background, a watermark.</summary>
    Other,

    /// <summary>The feature that the labels are about.</summary>
    Class,

    /// <summary>The constant, which every pair shares.</summary>
    Constant,
}
