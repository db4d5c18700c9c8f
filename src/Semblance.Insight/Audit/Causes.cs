namespace Semblance.Insight.Audit;

/// <summary>The likely causes that an audit tells apart.</summary>
public static class Causes
{
    /// <summary>More directions are needed than the features have.</summary>
    public const string Dimension = "dimension-too-small";

    /// <summary>The augmentation moves a nuisance, but by too little to make it costly.</summary>
    public const string WeakAugmentation = "augmentation-too-weak";

    /// <summary>The augmentation redraws the attribute itself.</summary>
    public const string Destroyed = "augmentation-destroys";

    /// <summary>Something all views share exactly fills the features.</summary>
    public const string Shortcut = "shortcut";

    /// <summary>A loss on labels keeps the labels alone.</summary>
    public const string Supervised = "supervised-collapse";

    /// <summary>The attribute is there before the head and not after it.</summary>
    public const string Head = "projection-head";

    /// <summary>An encoder of this kind does not learn it from labels either.</summary>
    public const string Capacity = "capacity";

    /// <summary>Units or rows of another scale.</summary>
    public const string Scale = "scale";

    /// <summary>The data hold copies.</summary>
    public const string Copies = "copies";

    /// <summary>Training did not move the features, or destroyed them.</summary>
    public const string Training = "training";

    /// <summary>What was given does not tell.</summary>
    public const string Unknown = "unknown";
}
