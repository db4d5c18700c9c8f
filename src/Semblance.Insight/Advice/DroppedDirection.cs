namespace Semblance.Insight.Advice;

/// <summary>A direction that the labels need, and what drops it.</summary>
/// <param name="Direction">Place in the spectrum, from 1.</param>
/// <param name="Correlation">Its correlation between views.</param>
/// <param name="Energy">Share of the task energy.</param>
/// <param name="Invariance">Ratio of invariance to variance weight from which VICReg drops it; null when none does.</param>
public sealed record DroppedDirection(int Direction, double Correlation, double Energy, double? Invariance);
