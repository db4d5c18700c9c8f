namespace Semblance.Training.Monitor;

/// <summary>Size and rank of one layer's features over the monitor's samples and their two views, the network in evaluation mode.</summary>
public sealed record LayerMeasures
{
    /// <summary>Sum of the variances of all features, over all views.</summary>
    public required double Variance { get; init; }

    /// <summary>Share of the features' mean square length that is variance and not mean, in [0, 1]; near 0 when all outputs are the same.</summary>
    public required double VarianceShare { get; init; }

    /// <summary>Effective rank of the covariance (Roy and Vetterli 2007), between 1 and dim; 0 when nothing varies.</summary>
    public required double EffectiveRank { get; init; }

    /// <summary>Exponent of the covariance's eigenvalues (alpha-ReQ); null where there are too few of them.</summary>
    public double? AlphaReq { get; init; }

    /// <summary>LiDAR from the moments of true view groups, free of the bias of two views.</summary>
    public required double Lidar { get; init; }

    /// <summary>Share of features that are constant over all samples.</summary>
    public required double DeadShare { get; init; }

    /// <summary>Share of the variance that two views of a sample have in common: trace of the cross-view over trace of the total covariance, at most 1.</summary>
    public required double ViewShare { get; init; }

    /// <summary>Shares of the variance along the principal directions, descending, at most 16.</summary>
    public required double[] Modes { get; init; }

    /// <summary>Correlation of two views along each of <see cref="Modes"/>, in [-1, 1].</summary>
    public required double[] ModeCorrelations { get; init; }

    /// <summary>Canonical correlations of two views, descending, at most 16; directions are fitted on one half of the samples and measured on the other.</summary>
    public required double[] Correlations { get; init; }

    /// <summary>Share of what two views have in common (variance times correlation along principal directions) that as many directions as the embedding has dimensions can hold, in [0, 1];
    /// 1 in runs of earlier versions.</summary>
    public double FittingShare { get; init; } = 1;

    /// <summary>Share of the variance along principal directions on which the agreement of two views cannot be told from none, in [0, 1].</summary>
    public required double DestroyedShare { get; init; }
}
