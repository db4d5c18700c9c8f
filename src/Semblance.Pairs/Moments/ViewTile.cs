namespace Semblance.Pairs.Moments;

/// <summary>Where the rows of some samples lie in memory, and what belongs to them.</summary>
/// <param name="Views">Address of the first row of each view, [V]; rows follow each other without gaps.</param>
/// <param name="Rows">Number of samples.</param>
/// <param name="Weights">Address of the weights, float64 [rows]; 0 for none.</param>
/// <param name="Labels">Address of the labels of each view, int32 [V][rows]; null for none.</param>
internal readonly record struct ViewTile(nint[] Views, int Rows, nint Weights, nint[]? Labels)
{
    internal unsafe double Weight(int row) => Weights == 0 ? 1 : ((double*)Weights)[row];

    internal unsafe int Label(int view, int row) => Labels is null ? -1 : ((int*)Labels[view])[row];

    /// <summary>A part of the rows.</summary>
    internal ViewTile Part(int start, int rows, int dim, int elementBytes) => new(
        Array.ConvertAll(Views, a => a + (nint)((long)start * dim * elementBytes)),
        rows,
        Weights == 0 ? 0 : Weights + (start * sizeof(double)),
        Labels is null ? null : Array.ConvertAll(Labels, a => a + (start * sizeof(int))));
}
