namespace Semblance.Training;

/// <summary>One optimiser step.</summary>
/// <param name="Step">Steps done in all, from 1.</param>
/// <param name="Epoch">Epoch it belongs to, from 1.</param>
/// <param name="Loss">Its loss.</param>
/// <param name="ImagesPerSecond">Samples per second of the epoch so far.</param>
/// <param name="DataWait">Share of the epoch's time so far spent waiting for views, 0..1.</param>
public sealed record TrainStep(int Step, int Epoch, double Loss, double ImagesPerSecond, double DataWait);
