namespace Semblance.Insight.Advice;

/// <summary>What is known about one kind of pairs, with the labels and without.</summary>
public sealed record PairQuantities
{
    /// <summary>Name of the pairs.</summary>
    public required string Name { get; init; }

    /// <summary>What was read.</summary>
    public required string Description { get; init; }

    /// <summary>Columns of the features; 0 for a graph alone.</summary>
    public required int FeatureDim { get; init; }

    /// <summary>Canonical correlations between views, descending, in [-1, 1]: the spectrum rho.</summary>
    public required IReadOnlyList<double> Spectrum { get; init; }

    /// <summary>Mean of the spectrum over all directions.</summary>
    public required double MeanCorrelation { get; init; }

    /// <summary>Directions of positive correlation: all that spectral and contrastive methods can keep.</summary>
    public required int Rank { get; init; }

    /// <summary>(sum rho)^2 / sum rho^2 over the positive ones: directions that views really share.</summary>
    public required double EffectiveDim { get; init; }

    /// <summary>Parts of the relation of rows; null where every sample's views are a part of their own.</summary>
    public int? Components { get; init; }

    /// <summary>Share of the relation's weight within classes; null without a relation of labelled rows.</summary>
    public double? Homophily { get; init; }

    /// <summary>The homophily of random relations with the same degrees.</summary>
    public double? ChanceHomophily { get; init; }

    /// <summary>Disagreement of labels across edges, tr(Y'LY) / |Y|^2: 0 none, 1 as by chance; null without a relation of labelled rows.</summary>
    public double? EdgeDisagreement { get; init; }

    /// <summary>Share of the labels' variance along each direction, chance taken off, in the order of the spectrum; null without labels.</summary>
    public IReadOnlyList<double>? TaskEnergy { get; init; }

    /// <summary>Correlation between views of what the labels ask for: the energy-weighted mean of the spectrum, rho_Y; null without labels.</summary>
    public double? TaskCorrelation { get; init; }

    /// <summary>Task correlation over mean correlation: above 1.5 the pairs keep what the labels ask for, below 1 / 1.5 they drop it.</summary>
    public double? Lift { get; init; }

    /// <summary>Smallest number of leading directions with 95% of the task energy, K95; null without labels.</summary>
    public int? TaskDim { get; init; }

    /// <summary>Ratio of invariance to variance weight that drops each of the directions with the most task energy (95% of it together): 1 / (1 - rho); null without labels.</summary>
    public IReadOnlyList<DroppedDirection>? Dropped { get; init; }

    /// <summary>Warnings about the relation.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
