namespace Semblance.Pairs.Moments;

/// <summary>Rows that do not fill a tile yet.</summary>
internal sealed unsafe class StagedRows(int dim, int views, int capacity)
{
    private Array? _values;
    private double[] _weights = [];
    private int[] _labels = [];
    private bool _isLabelled;

    internal int Count { get; private set; }

    internal int Free => capacity - Count;

    /// <summary>Whether rows of this type can be put beside those that are here.</summary>
    internal bool Takes<T>() => Count == 0 || _values is T[];

    /// <summary>Copies rows.</summary>
    internal void Add<T>(ViewTile tile)
        where T : unmanaged
    {
        if (_values is not T[]) _values = new T[(long)views * capacity * dim];
        if (_weights.Length == 0) (_weights, _labels) = (new double[capacity], new int[views * capacity]);
        if (Count == 0) _isLabelled = false;
        _isLabelled |= tile.Labels is not null;
        var values = (T[])_values;
        for (var v = 0; v < views; v++)
        {
            var start = ((v * capacity) + Count) * (long)dim;
            for (var row = 0; row < tile.Rows; row++)
            {
                new ReadOnlySpan<T>((T*)tile.Views[v] + ((long)row * dim), dim).CopyTo(values.AsSpan((int)(start + ((long)row * dim)), dim));
                _labels[(v * capacity) + Count + row] = tile.Label(v, row);
            }
        }

        for (var row = 0; row < tile.Rows; row++) _weights[Count + row] = tile.Weight(row);
        Count += tile.Rows;
    }

    /// <summary>Hands the rows over and forgets them.</summary>
    internal void Flush<T>(Action<ViewTile> take)
        where T : unmanaged
    {
        fixed (T* values = (T[])_values!)
        fixed (double* weights = _weights)
        fixed (int* labels = _labels)
        {
            var (places, marks) = (new nint[views], new nint[views]);
            for (var v = 0; v < views; v++)
            {
                places[v] = (nint)(values + ((long)v * capacity * dim));
                marks[v] = (nint)(labels + (v * capacity));
            }

            var rows = Count;
            Count = 0;
            take(new ViewTile(places, rows, (nint)weights, _isLabelled ? marks : null));
        }
    }
}
