namespace Semblance.Insight.Evaluation;

/// <summary>How often cluster and class meet, and what follows from that.</summary>
internal sealed class Contingency
{
    private readonly double[,] _cells;
    private readonly double[] _clusters;
    private readonly double[] _classes;
    private readonly double _total;

    /// <summary>Counts rows.</summary>
    /// <param name="clusters">Cluster of each row, 0-based.</param>
    /// <param name="classes">Class of each row, 0-based.</param>
    /// <param name="counts">How often each row counts; null for once.</param>
    internal Contingency(int[] clusters, int[] classes, int[]? counts = null)
    {
        _cells = new double[clusters.Max() + 1, classes.Max() + 1];
        (_clusters, _classes) = (new double[_cells.GetLength(0)], new double[_cells.GetLength(1)]);
        for (var r = 0; r < clusters.Length; r++)
        {
            var count = counts is null ? 1 : counts[r];
            _cells[clusters[r], classes[r]] += count;
            _clusters[clusters[r]] += count;
            _classes[classes[r]] += count;
            _total += count;
        }
    }

    /// <summary>The class matched with each cluster, or -1.</summary>
    internal int[] Matching() => Hungarian.Maximise(_cells);

    /// <summary>Share of rows whose class is the one matched with their cluster.</summary>
    internal double Accuracy(int[] matching) => matching.Select((c, k) => c < 0 ? 0 : _cells[k, c]).Sum() / _total;

    /// <summary>Mutual information over the arithmetic mean of the entropies; 1 when both have one group.</summary>
    internal double Nmi()
    {
        var information = 0.0;
        for (var k = 0; k < _clusters.Length; k++)
        {
            for (var c = 0; c < _classes.Length; c++)
            {
                if (_cells[k, c] > 0) information += _cells[k, c] / _total * Math.Log(_cells[k, c] * _total / (_clusters[k] * _classes[c]));
            }
        }

        var entropies = Entropy(_clusters) + Entropy(_classes);
        return entropies > 0 ? Math.Clamp(2 * information / entropies, 0, 1) : 1;
    }

    /// <summary>Rand index adjusted for chance (Hubert and Arabie 1985); 1 when both partitions are trivial.</summary>
    internal double Ari()
    {
        var together = 0.0;
        foreach (var cell in _cells) together += Pairs(cell);
        var (a, b) = (_clusters.Sum(Pairs), _classes.Sum(Pairs));
        var expected = a * b / Pairs(_total);
        var most = (a + b) / 2;
        return most > expected ? (together - expected) / (most - expected) : 1;
    }

    private double Entropy(double[] counts) => -counts.Where(n => n > 0).Sum(n => n / _total * Math.Log(n / _total));

    private static double Pairs(double n) => n * (n - 1) / 2;
}
