namespace Semblance.Pairs;

/// <summary>The numbers that the augmentations of one view drew, a row for each row of the batch; they stay valid after the batch is disposed.</summary>
public sealed class ViewParameters
{
    private readonly float[] _values;

    internal ViewParameters(IReadOnlyList<string> names, int rows)
    {
        Names = names;
        Rows = rows;
        _values = new float[names.Count * rows];
    }

    /// <summary>Name of each column: <c>crop.x</c>, <c>flip</c>, <c>brightness</c>, <c>blur.sigma</c> and so on, as in docs/augmentations.md.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Rows: those of the batch.</summary>
    public int Rows { get; }

    /// <summary>One number; where an augmentation was not applied, the value that stands for no change.</summary>
    /// <param name="row">Row of the batch, from 0.</param>
    /// <param name="column">Column, from 0.</param>
    public float Value(int row, int column) => RowOf(row)[column];

    /// <summary>All numbers of a row, [names].</summary>
    /// <param name="row">Row of the batch, from 0.</param>
    public ReadOnlySpan<float> Row(int row) => RowOf(row);

    internal Span<float> RowOf(int row) => _values.AsSpan(row * Names.Count, Names.Count);
}
