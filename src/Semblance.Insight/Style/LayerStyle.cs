using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Style;

/// <summary>Content and style of one layer.</summary>
public sealed record LayerStyle
{
    /// <summary>Name of the layer.</summary>
    public required string Name { get; init; }

    /// <summary>Its size.</summary>
    public required int Dim { get; init; }

    /// <summary>Whether it is the layer that downstream tasks use.</summary>
    public required bool IsOwn { get; init; }

    /// <summary>Classifiers and clusterings on the samples themselves; null without labels.</summary>
    public required EvaluationReport? Content { get; init; }

    /// <summary>Accuracy of the vote of the 15 nearest training samples by Euclidean distance, as the paper has it; null without labels.</summary>
    public required double? Neighbours { get; init; }

    /// <summary>One score for each thing of style; empty where views carry none.</summary>
    public required IReadOnlyList<StyleScore> Style { get; init; }

    /// <summary>Samples decoded from the frozen features of samples: content; null when it was not asked for.</summary>
    public required Reconstruction? Reconstruction { get; init; }

    /// <summary>Augmented views decoded from the features of views: content and style; null when it was not asked for.</summary>
    public required Reconstruction? ViewReconstruction { get; init; }

    /// <summary>Mean over the things of style of the share known beyond chance; null where there are none.</summary>
    public double? MeanStyle => Style.Count == 0 ? null : Style.Average(s => s.AboveChance);
}
