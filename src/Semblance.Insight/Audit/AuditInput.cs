using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Audit;

/// <summary>What is audited, and what it is held against.</summary>
public sealed record AuditInput
{
    /// <summary>The features, with labels where there are any.</summary>
    public required FeatureSet Features { get; init; }

    /// <summary>What the features are, in words.</summary>
    public string Description { get; init; } = "features";

    /// <summary>Further things known of the rows. Default none.</summary>
    public IReadOnlyList<AuditTrait> Attributes { get; init; } = [];

    /// <summary>Name of the attribute that divides the classes; null: the first one whose every level lies in one class.</summary>
    public string? Subclass { get; init; }

    /// <summary>Features of the same rows by an untrained encoder of the same kind; null when not given.</summary>
    public FeatureSet? Baseline { get; init; }

    /// <summary>The same rows before any encoder; null when not given.</summary>
    public FeatureSet? Inputs { get; init; }

    /// <summary>Features of the same rows by an encoder of this kind that was trained on labels or by a method that is known to work; null when not given.</summary>
    public FeatureSet? Supervised { get; init; }

    /// <summary>The layer before the head, when the features are after it; null when not given.</summary>
    public FeatureSet? Representation { get; init; }

    /// <summary>The layer after the head, when the features are before it; shown beside them, never held against them. Null when not given.</summary>
    public FeatureSet? Embedding { get; init; }

    /// <summary>Features of two views of each row; null when not given.</summary>
    public AuditViews? Views { get; init; }

    /// <summary>The same views by the untrained encoder; null when not given.</summary>
    public AuditViews? BaselineViews { get; init; }

    /// <summary>The same views before any encoder; null when not given.</summary>
    public AuditViews? InputViews { get; init; }

    /// <summary>True for rows held out of training, [rows]; null when not known.</summary>
    public bool[]? HeldOut { get; init; }

    /// <summary>Share of held-out samples that are training samples number for number, where the caller knows; null when not.</summary>
    public double? LeakedShare { get; init; }

    /// <summary>Samples behind <see cref="LeakedShare"/>.</summary>
    public int LeakedOf { get; init; }

    /// <summary>True when the baseline is certainly the same encoder before training. Default false.</summary>
    public bool IsOwnBaseline { get; init; }

    /// <summary>The training behind the features, for remedies that name its options; null when unknown.</summary>
    public AuditTraining? Training { get; init; }
}
