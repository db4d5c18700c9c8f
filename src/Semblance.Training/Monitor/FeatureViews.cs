namespace Semblance.Training.Monitor;

/// <summary>Features of some samples in two views.</summary>
/// <param name="Rows">Samples.</param>
/// <param name="Dim">Features.</param>
/// <param name="Views">Both views, [2][rows * dim].</param>
/// <param name="Labels">Class of each sample, -1 for none, [rows]; empty without labels.</param>
internal sealed record FeatureViews(int Rows, int Dim, float[][] Views, int[] Labels)
{
    /// <summary>Every second sample.</summary>
    /// <param name="parity">0 for the first, third, ...; 1 for the others.</param>
    internal FeatureViews Half(int parity)
    {
        var rows = (Rows + 1 - parity) / 2;
        var views = Views.Select(view =>
        {
            var half = new float[rows * Dim];
            for (var i = 0; i < rows; i++) view.AsSpan((2 * i + parity) * Dim, Dim).CopyTo(half.AsSpan(i * Dim));
            return half;
        }).ToArray();
        return new FeatureViews(rows, Dim, views, Labels.Length == 0 ? [] : [.. Enumerable.Range(0, rows).Select(i => Labels[2 * i + parity])]);
    }
}
