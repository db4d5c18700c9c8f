namespace Semblance.Training;

/// <summary>Features of a data set.</summary>
/// <param name="Values">[rows, dim], row-major.</param>
/// <param name="Rows">Number of samples.</param>
/// <param name="Dim">Size of a feature vector.</param>
/// <param name="Labels">Class of each row; null when the data has none.</param>
/// <param name="ClassNames">Names of the classes, may be empty.</param>
public sealed record RunFeatures(float[] Values, int Rows, int Dim, long[]? Labels, IReadOnlyList<string> ClassNames);
