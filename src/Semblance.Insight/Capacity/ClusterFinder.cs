using Semblance.Insight.Evaluation;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Capacity;

/// <summary>Makes clusters of the chosen functions on held-out views, and certifies them.</summary>
internal static class ClusterFinder
{
    private const int Rows = 3000, MostClusters = 64, FewestViews = 20, Restarts = 5;

    internal static ClusterEvidence? Find(ProbeSession session, FoundFunctions found, int wanted, int count)
    {
        var m = Math.Min(Math.Min(wanted, count), MostClusters);
        if (m < 2) return null;
        var (functions, labels) = session.HeldOutRows(found, count, Rows);
        var rows = labels.Length;
        var chosen = Columns(functions, m);
        var assigned = IndicatorRotation.Assign(chosen);
        var clusters = Renumber(assigned);
        int[] views = [.. labels, .. labels];
        return new ClusterEvidence(
            clusters,
            [.. Enumerable.Range(0, clusters).Select(c => assigned.Count(a => a == c) / (2.0 * rows))],
            Enumerable.Range(0, rows).Count(r => assigned[r] != assigned[rows + r]) / (double)rows,
            new Contingency(assigned, KMeansOf(chosen, m, session.Options.Seed)).Ari(),
            session.Input.Classes > 1 && labels.All(y => y >= 0) ? new Contingency(assigned, views).Ari() : null,
            clusters == m ? Certificate(functions, assigned, rows, m, found) : null);
    }

    private static ClusterCertificate? Certificate(Matrix functions, int[] assigned, int rows, int m, FoundFunctions found)
    {
        if (Enumerable.Range(0, m).Any(c => assigned.Count(a => a == c) < FewestViews)) return null;
        using var scope = new TensorScope();
        var all = functions.ToTensor();
        var pairs = new WeightedPairs(all.Narrow(0, 0, rows), all.Narrow(0, rows, rows), [.. Enumerable.Repeat(1.0 / rows, rows)], assigned[..rows], assigned[rows..]);
        var first = new Matrix(functions.Columns, m);
        for (var k = 0; k < m; k++) first[k, k] = 1;
        return ClusterCertificate.Of(pairs, first, found.Spectrum.On(found.Held, m).Sum(), m);
    }

    /// <summary>Numbers clusters from 0, the largest first.</summary>
    private static int Renumber(int[] assigned)
    {
        var order = assigned.GroupBy(a => a).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select((g, k) => (g.Key, k)).ToDictionary(p => p.Key, p => p.k);
        for (var r = 0; r < assigned.Length; r++) assigned[r] = order[assigned[r]];
        return order.Count;
    }

    private static int[] KMeansOf(Matrix functions, int clusters, long seed)
    {
        using var scope = new TensorScope();
        var set = new FeatureSet(Array.ConvertAll(functions.Values, v => (float)v), functions.Rows, functions.Columns);
        var features = set.ToTensor();
        return KMeans.Fit(features, set, clusters, Restarts, unchecked((int)seed)).Assign(features).Labels;
    }

    private static Matrix Columns(Matrix matrix, int count)
    {
        var result = new Matrix(matrix.Rows, count);
        for (var r = 0; r < matrix.Rows; r++) matrix.Row(r)[..count].CopyTo(result.Row(r));
        return result;
    }
}
