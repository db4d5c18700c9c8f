using Semblance.Pairs;

namespace Semblance.Training;

/// <summary>What a run is going to do.</summary>
/// <param name="Samples">Samples in the data set.</param>
/// <param name="TotalSteps">Optimiser steps of the whole run.</param>
/// <param name="DoneSteps">Steps already done by an earlier part of the run.</param>
/// <param name="Parameters">Trainable numbers.</param>
/// <param name="Encoder">The encoder with all its options.</param>
/// <param name="Head">The projection head.</param>
/// <param name="RepresentationDim">Size of a representation.</param>
/// <param name="EmbeddingDim">Size of an embedding.</param>
/// <param name="Precision">float32 or bfloat16.</param>
/// <param name="Skipped">Samples left out because they could not be read.</param>
public sealed record TrainPlan(
    int Samples, int TotalSteps, int DoneSteps, long Parameters, string Encoder, string Head, int RepresentationDim, int EmbeddingDim, string Precision, IReadOnlyList<SkippedSample> Skipped);
