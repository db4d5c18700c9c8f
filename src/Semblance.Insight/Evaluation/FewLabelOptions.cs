using Semblance.Options;

namespace Semblance.Insight.Evaluation;

/// <summary>How to evaluate with few labels.</summary>
public sealed record FewLabelOptions
{
    /// <summary>Seed of the draws, which are the same for all feature sets.</summary>
    [Option("seed", "seed of the draws", Min = 0)]
    public int Seed { get; init; }

    /// <summary>Labels a class, comma-separated.</summary>
    [Option("labels", "labels a class, separated by commas")]
    public string Labels { get; init; } = "1,10,100";

    /// <summary>Draws of labelled rows for each number of labels.</summary>
    [Option("draws", "draws of labelled rows for each number of labels", Min = 2, Max = 1000)]
    public int Draws { get; init; } = 10;

    /// <summary>Classifier: logistic regression with a fixed penalty, or ridge regression on +-1 with a penalty chosen by leave-one-out.</summary>
    [Option("probe", "ridge (penalty by leave-one-out) or logistic (fixed penalty)", Words = "ridge|logistic")]
    public string Probe { get; init; } = "ridge";

    /// <summary>Penalty: of the logistic probe always, of the ridge probe where there is one label a class; divided by the number of labelled rows.</summary>
    [Option("penalty", "penalty, divided by the number of labelled rows", Min = 0, MinExclusive = true)]
    public double Penalty { get; init; } = 1;
}
