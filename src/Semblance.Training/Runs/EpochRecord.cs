using Semblance.Training.Monitor;

namespace Semblance.Training.Runs;

/// <summary>What one epoch showed. All but the two timings are the same for the same config and machine.</summary>
/// <param name="Epoch">Epoch, from 1.</param>
/// <param name="Step">Optimiser steps done at its end.</param>
/// <param name="Loss">Mean loss over its batches.</param>
/// <param name="Terms">Mean of each named term over its batches.</param>
/// <param name="LearningRate">Learning rate of its last step.</param>
/// <param name="Knn">Accuracy of the online k-NN on held-out training rows, 0..1; null where not measured or without labels.</param>
/// <param name="RankMe">Effective rank of the representation; null where not measured.</param>
/// <param name="EmbeddingRankMe">Effective rank of the embedding after the head; null where not measured.</param>
/// <param name="ImagesPerSecond">Samples (not views) trained on per second, online evaluation left out.</param>
/// <param name="DataWait">Share of the training time spent waiting for views, 0..1.</param>
public sealed record EpochRecord(
    int Epoch,
    int Step,
    double Loss,
    IReadOnlyDictionary<string, double> Terms,
    double LearningRate,
    double? Knn,
    double? RankMe,
    double? EmbeddingRankMe,
    double ImagesPerSecond,
    double DataWait)
{
    /// <summary>The collapse monitor's look at the end of the epoch; null when it is off.</summary>
    public MonitorRecord? Monitor { get; init; }

    /// <summary>What the objective had to say about its own terms; empty for most.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
