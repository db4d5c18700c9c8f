namespace Semblance.Insight.Evaluation;

/// <summary>Everything an evaluation found; a part that was not asked for is null.</summary>
public sealed record EvaluationReport
{
    /// <summary>Training rows.</summary>
    public required int TrainRows { get; init; }

    /// <summary>Test rows.</summary>
    public required int TestRows { get; init; }

    /// <summary>Features of a row.</summary>
    public required int Dim { get; init; }

    /// <summary>Classes of the training rows; 0 without labels.</summary>
    public required int Classes { get; init; }

    /// <summary>Share of test rows that are, number for number, also training rows.</summary>
    public required double Leakage { get; init; }

    /// <summary>What a reader should know before trusting the numbers.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Nearest-neighbour classifier.</summary>
    public KnnResult? Knn { get; init; }

    /// <summary>Linear probe.</summary>
    public LinearResult? Linear { get; init; }

    /// <summary>MLP probe.</summary>
    public MlpResult? Mlp { get; init; }

    /// <summary>Clusterings.</summary>
    public ClusteringResult? Clustering { get; init; }

    /// <summary>Ridge regression.</summary>
    public RegressionResult? Regression { get; init; }
}
