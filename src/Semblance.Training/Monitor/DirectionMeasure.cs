namespace Semblance.Training.Monitor;

/// <summary>One canonical direction of the representation: what the method's optimum keeps of it, and what the embedding has.</summary>
/// <param name="Correlation">Correlation of two views along it, measured on samples it was not fitted on.</param>
/// <param name="Kept">Share of the optimum's variance along it, in [0, 1]; 0 when the method drops it.</param>
/// <param name="Held">Share of the embedding's variance along it, in [0, 1].</param>
/// <param name="Verdict">Learning when the embedding holds at least half of what the optimum keeps.</param>
public sealed record DirectionMeasure(double Correlation, double Kept, double Held, MonitorVerdict Verdict);
