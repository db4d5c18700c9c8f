using Semblance.Options;

namespace Semblance.Insight.Evaluation;

/// <summary>What to evaluate and how.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Seed of every draw.</summary>
    [Option("seed", "seed of splits, starts and resamples", Min = 0)]
    public int Seed { get; init; }

    /// <summary>Parts, comma-separated; auto: knn, linear, mlp, clustering where there are labels, regression where there are targets.</summary>
    [Option("parts", "auto, or any of knn, linear, mlp, clustering, regression, separated by commas")]
    public string Parts { get; init; } = "auto";

    /// <summary>Neighbours that vote.</summary>
    [Option("k", "neighbours that vote", Min = 1)]
    public int K { get; init; } = 20;

    /// <summary>A neighbour of cosine similarity s votes with weight exp(s / temperature).</summary>
    [Option("temperature", "a neighbour of cosine similarity s votes with exp(s / temperature)", Min = 0, MinExclusive = true)]
    public double Temperature { get; init; } = 0.1;

    /// <summary>Whether k-NN subtracts the mean of the training features first; auto: as the validation split says.</summary>
    [Option("centre", "subtract the mean of the training features for k-NN; auto: as the validation split says", Words = "auto|yes|no")]
    public string Centre { get; init; } = "auto";

    /// <summary>L2 penalty of the linear probe and of ridge regression; null: selected on the validation split.</summary>
    [Option("l2", "penalty of the linear probe; none: selected on the validation split", Min = 0)]
    public double? L2 { get; init; }

    /// <summary>Share of the training rows held out for selection.</summary>
    [Option("validation", "share of the training rows held out for selection", Min = 0, MinExclusive = true, Max = 0.5)]
    public double Validation { get; init; } = 0.1;

    /// <summary>Training rows used at most while selecting; the chosen setting is then refitted on all.</summary>
    [Option("selection-rows", "training rows used at most while selecting the penalty", Min = 10, Unit = "rows")]
    public int SelectionRows { get; init; } = 20_000;

    /// <summary>Units of the MLP probe's hidden layer.</summary>
    [Option("mlp-hidden", "units of the MLP probe's hidden layer", Min = 1, Max = 65536)]
    public int MlpHidden { get; init; } = 256;

    /// <summary>Largest number of epochs of the MLP probe.</summary>
    [Option("mlp-epochs", "epochs of the MLP probe at most", Min = 1, Unit = "epochs")]
    public int MlpEpochs { get; init; } = 30;

    /// <summary>Learning rate of the MLP probe (AdamW).</summary>
    [Option("mlp-learning-rate", "learning rate of the MLP probe", Min = 0, MinExclusive = true)]
    public double MlpLearningRate { get; init; } = 1e-3;

    /// <summary>Decoupled weight decay of the MLP probe (AdamW).</summary>
    [Option("mlp-weight-decay", "decoupled weight decay of the MLP probe", Min = 0)]
    public double MlpWeightDecay { get; init; } = 1e-2;

    /// <summary>Clusters; null: as many as classes.</summary>
    [Option("clusters", "clusters; none: as many as there are classes", Min = 1)]
    public int? Clusters { get; init; }

    /// <summary>Starts of k-means; the one with the least inertia on the training rows counts.</summary>
    [Option("restarts", "starts of k-means", Min = 1, Max = 1000)]
    public int Restarts { get; init; } = 10;

    /// <summary>Covariance of the Gaussian mixture: one full matrix for all components, or a diagonal one for each.</summary>
    [Option("gmm-covariance", "one full covariance for all components (tied) or a diagonal one for each", Words = "tied|diagonal")]
    public string GmmCovariance { get; init; } = "tied";

    /// <summary>Resamples of each bootstrap interval.</summary>
    [Option("bootstrap", "resamples of each bootstrap interval", Min = 100, Max = 100_000)]
    public int Bootstrap { get; init; } = 1000;
}
