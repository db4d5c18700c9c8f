namespace Semblance.Insight.Audit;

/// <summary>What features are meant to do with an attribute.</summary>
public enum TraitRole
{
    /// <summary>Not said: losing it to the augmentation is told, but no alarm.</summary>
    Open,

    /// <summary>They should keep it: losing it for whatever reason is an alarm.</summary>
    Wanted,

    /// <summary>They may lose it: losing it is no finding.</summary>
    Nuisance,
}
