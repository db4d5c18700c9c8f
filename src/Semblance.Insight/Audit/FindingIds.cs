namespace Semblance.Insight.Audit;

/// <summary>What an audit can find; the words are part of the command line's contract.</summary>
public static class FindingIds
{
    /// <summary>The features fill few of their dimensions.</summary>
    public const string DimensionCollapse = "dimension-collapse";

    /// <summary>Each class is nearly one point.</summary>
    public const string ClassCollapse = "class-collapse";

    /// <summary>The classes are there, what is inside them is not.</summary>
    public const string SubclassCollapse = "subclass-collapse";

    /// <summary>An attribute that other features tell cannot be read.</summary>
    public const string FeatureSuppression = "feature-suppression";

    /// <summary>The features tell how a view was made more than the untrained encoder does.</summary>
    public const string LostInvariance = "lost-invariance";

    /// <summary>Two views of a sample are not much alike.</summary>
    public const string WeakInvariance = "weak-invariance";

    /// <summary>Units that never change.</summary>
    public const string DeadUnits = "dead-units";

    /// <summary>A few units or rows outweigh all others.</summary>
    public const string OutlierScale = "outlier-scale";

    /// <summary>The features say nothing of the labels, or less than before training.</summary>
    public const string NothingLearnt = "nothing-learnt";

    /// <summary>Rows that are copies of each other.</summary>
    public const string Leakage = "leakage";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [DimensionCollapse, ClassCollapse, SubclassCollapse, FeatureSuppression, LostInvariance, WeakInvariance, DeadUnits, OutlierScale, NothingLearnt, Leakage];
}
