using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Pairs.Relations;

/// <summary>Measures a relation.</summary>
internal static class RelationReview
{
    private const int MostDenseRows = 1024;
    private const double NegativeFrom = -1e-10;

    internal static RelationDiagnosis Of(Relation relation, int[]? labels, int? dim)
    {
        var parts = Parts(relation);
        var degrees = relation.Degrees;
        double smallest = double.PositiveInfinity, largest = 0, sum = 0;
        foreach (var degree in degrees)
        {
            (smallest, largest) = (Math.Min(smallest, degree), Math.Max(largest, degree));
            sum += degree;
        }

        var values = relation.Count <= MostDenseRows ? Spectrum(relation.NormalisedAdjacency) : null;
        var weight = labels is null ? default : relation.Labelled(labels);
        var hasHomophily = weight.Total > 0;
        var facts = new RelationDiagnosis
        {
            Count = relation.Count,
            NonZeros = relation.NonZeros,
            Components = parts.Count,
            LargestComponent = parts.Largest,
            Isolated = degrees.Count(0),
            BipartiteComponents = parts.Bipartite,
            SmallestDegree = smallest,
            MeanDegree = sum / relation.Count,
            LargestDegree = largest,
            NegativeEigenvalues = values?.Count(v => v < NegativeFrom),
            SpectralGap = parts.Count > 1 ? 0 : values is { Length: > 1 } ? 1 - values[^2] : null,
            Homophily = hasHomophily ? Math.Clamp(weight.Equal / weight.Total, 0, 1) : null,
            ChanceHomophily = hasHomophily ? Chance(degrees, labels!) : null,
            Warnings = [],
        };
        return facts with { Warnings = [.. relation.Warnings, .. RelationWarnings.Of(facts, dim, labels is null ? null : ClassDegrees(degrees, labels))] };
    }

    private static (int Count, int Largest, int Bipartite) Parts(Relation relation)
    {
        var cover = new DoubleCover(relation.Count);
        relation.Connect(cover);
        var sizes = new int[relation.Count];
        for (var row = 0; row < sizes.Length; row++) sizes[cover.Component(row)]++;
        var bipartite = 0;
        for (var row = 0; row < sizes.Length; row++)
        {
            if (sizes[row] > 1 && cover.IsBipartite(row)) bipartite++;
        }

        return (sizes.Count(s => s > 0), sizes.Max(), bipartite);
    }

    // Ascending.
    private static double[] Spectrum(ISymmetricOperator matrix)
    {
        using var scope = new TensorScope();
        var identity = new Matrix(matrix.Size, matrix.Size);
        for (var i = 0; i < matrix.Size; i++) identity[i, i] = 1;
        var dense = new Matrix(matrix.Size, matrix.Size);
        matrix.Multiply(identity.Values, dense.Values, matrix.Size);
        return dense.ToTensor().EigenSymmetric().Values.ToArray<double>();
    }

    private static double Chance(ReadOnlySpan<double> degrees, int[] labels)
    {
        var sums = new double[labels.Max() + 1];
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] >= 0) sums[labels[row]] += degrees[row];
        }

        var total = sums.Sum();
        return sums.Sum(s => s / total * (s / total));
    }

    // Mean degree of each class that has samples.
    private static double[] ClassDegrees(ReadOnlySpan<double> degrees, int[] labels)
    {
        var classes = Math.Max(0, labels.Max() + 1);
        var (sums, counts) = (new double[classes], new int[classes]);
        for (var row = 0; row < labels.Length; row++)
        {
            if (labels[row] < 0) continue;
            sums[labels[row]] += degrees[row];
            counts[labels[row]]++;
        }

        return [.. Enumerable.Range(0, classes).Where(c => counts[c] > 0).Select(c => sums[c] / counts[c])];
    }
}
