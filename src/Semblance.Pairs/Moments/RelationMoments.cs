using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Pairs.Relations;
using Semblance.Tensors;

namespace Semblance.Pairs.Moments;

/// <summary>Moments of features under a relation of their rows.</summary>
public static class RelationMoments
{
    private const int Chunk = 4096;
    private static readonly Operator AddMM = Operator.Named("addmm_");

    /// <summary>Moments when pairs of rows are drawn in proportion to the relation's weights, so that a row comes up in proportion to its degree.</summary>
    /// <param name="features">[n, d], finite.</param>
    /// <param name="relation">Of the n rows.</param>
    /// <param name="labels">Class of each row, negative for unknown; null for none.</param>
    /// <remarks>With w the degrees as shares: m = sum_i w_i x_i, Total = sum_i w_i (x_i - m)(x_i - m)', Cross = sum_ij (G_ij / sum G)(x_i - m)(x_j - m)'. Any
    /// relation will do, also one that is never written out. Cost O(entries d + n d^2), memory O(n d). Labelled rows count by their degree as well.</remarks>
    /// <exception cref="RequestException">Another number of rows or labels, a relation without entries, NaN or infinity.</exception>
    public static PairMoments Of(Matrix features, Relation relation, IReadOnlyList<int>? labels = null)
    {
        Check(features, relation, labels);
        int[] marks = labels is null ? [] : [.. labels.Select(l => Math.Max(-1, l))];
        using var accumulator = MomentAccumulator.OfRows(features.Columns, marks.Length == 0 ? 0 : marks.Max() + 1, MomentPrecision.Float64);
        accumulator.Add(features.Values, relation.Degrees, marks);
        var moments = accumulator.ToMoments();
        return new PairMoments
        {
            Dim = moments.Dim,
            Views = 2,
            Count = moments.Count / 2,
            Mean = moments.Mean,
            Total = moments.Total,
            Cross = Cross(features, relation, moments.Mean, moments.Count),
            Labels = moments.Labels is { } found ? found with { Counts = Array.ConvertAll(found.Counts, c => c / 2) } : null,
        };
    }

    private static Matrix Cross(Matrix features, Relation relation, double[] mean, double sum)
    {
        var (n, d) = (features.Rows, features.Columns);
        var centred = new Matrix(n, d);
        for (long i = 0; i < centred.Values.LongLength; i++) centred.Values[i] = features.Values[i] - mean[i % d];
        var related = new Matrix(n, d);
        relation.Adjacency.Multiply(centred.Values, related.Values, d);
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var cross = Tensor.Zeros([d, d], ElementType.Float64);
        for (var start = 0; start < n; start += Chunk)
        {
            using var step = new TensorScope();
            var rows = Math.Min(Chunk, n - start);
            AddMM.Run(cross, Part(centred, start, rows).Transpose(), Part(related, start, rows), 1.0, 1 / sum);
        }

        // Rounding leaves the two triangles unequal in the last digit.
        return Matrix.From((cross + cross.Transpose()) * 0.5);
    }

    private static Tensor Part(Matrix matrix, int start, int rows) =>
        Tensor.FromSpan<double>(matrix.Values.AsSpan(start * matrix.Columns, rows * matrix.Columns), rows, matrix.Columns);

    private static void Check(Matrix features, Relation relation, IReadOnlyList<int>? labels)
    {
        if (features.Rows != relation.Count) throw new RequestException("the relation is of other rows than the features", $"it relates {relation.Count} rows, there are {features.Rows}", "give one relation row for each sample");
        if (labels is not null && labels.Count != features.Rows) throw new RequestException("there must be one label for each row", $"{labels.Count} labels, {features.Rows} rows", "give one label for each row, -1 where it is not known");
        var bad = Array.FindIndex(features.Values, v => !double.IsFinite(v));
        if (bad >= 0) throw new RequestException("the features must be finite", $"row {bad / features.Columns}, column {bad % features.Columns} is {features.Values[bad]}", "remove the row or repair what made it");
        var sum = 0.0;
        foreach (var degree in relation.Degrees) sum += degree;
        if (!(sum > 0)) throw new RequestException("a relation without entries has no moments", $"{features.Rows} rows, no relations", "give at least one related pair");
    }
}
