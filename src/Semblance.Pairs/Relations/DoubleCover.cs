namespace Semblance.Pairs.Relations;

/// <summary>Finds components and whether they are bipartite, by union-find on two copies of every row.</summary>
/// <remarks>An edge joins copy 0 of one end with copy 1 of the other. The two copies of a row end up in one set exactly when a walk of odd
/// length leads back to it, so a component falls into two sets when it is bipartite and is one set when it is not.</remarks>
internal sealed class DoubleCover
{
    private readonly int[] _parent;
    private readonly int _count;

    internal DoubleCover(int count)
    {
        _count = count;
        _parent = new int[checked(2 * count)];
        for (var i = 0; i < _parent.Length; i++) _parent[i] = i;
    }

    internal void Join(int a, int b)
    {
        Union(a, _count + b);
        Union(_count + a, b);
    }

    /// <summary>All of these rows are related to each other.</summary>
    internal void JoinAll(ReadOnlySpan<int> rows)
    {
        for (var i = 1; i < rows.Length; i++) Join(rows[0], rows[i]);
        if (rows.Length > 2) Join(rows[1], rows[2]); // a triangle: no two sides
    }

    internal bool IsBipartite(int row) => Find(row) != Find(_count + row);

    /// <summary>The lowest row of the component of a row.</summary>
    internal int Component(int row) => Math.Min(Find(row), Find(_count + row));

    private int Find(int i)
    {
        while (_parent[i] != i) i = _parent[i] = _parent[_parent[i]];
        return i;
    }

    // The lower number stays the root, which gives components their name.
    private void Union(int a, int b)
    {
        (a, b) = (Find(a), Find(b));
        if (a < b) _parent[b] = a;
        else _parent[a] = b;
    }
}
