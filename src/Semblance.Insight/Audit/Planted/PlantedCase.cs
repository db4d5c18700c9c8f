namespace Semblance.Insight.Audit.Planted;

/// <summary>What is planted.</summary>
internal enum PlantedCase
{
    /// <summary>Enough dimensions, an augmentation that redraws nuisances only.</summary>
    Healthy,

    /// <summary>The optimum of a supervised loss.</summary>
    SubclassCollapse,

    /// <summary>Bits that all views share exactly.</summary>
    Bits,

    /// <summary>Fewer dimensions than there is to tell.</summary>
    SmallDimension,

    /// <summary>Nuisances that the augmentation hardly moves.</summary>
    WeakAugmentation,
}
