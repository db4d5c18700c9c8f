namespace Semblance.Pairs.Augmentations;

/// <summary>What an augmentation works on.</summary>
internal enum AugmentationStage
{
    /// <summary>The choice of the part of the picture that is shown; done while the picture is resized.</summary>
    Frame,

    /// <summary>The pixels of the view.</summary>
    Pixels,

    /// <summary>The values of a vector.</summary>
    Vector,

    /// <summary>The values of a view of either kind.</summary>
    Any,
}
