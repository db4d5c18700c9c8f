namespace Semblance.Pairs.Relations;

/// <summary>Entries of a matrix in any order, on their way to compressed rows.</summary>
internal sealed class EntryList(int capacity = 0)
{
    private readonly List<int> _rows = new(capacity);
    private readonly List<int> _columns = new(capacity);
    private readonly List<double> _weights = new(capacity);

    internal void Add(int row, int column, double weight)
    {
        _rows.Add(row);
        _columns.Add(column);
        _weights.Add(weight);
    }

    internal Csr ToCsr(int count) => Csr.From(
        count,
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_rows),
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_columns),
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_weights));
}
