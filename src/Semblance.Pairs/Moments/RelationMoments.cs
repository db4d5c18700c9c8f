using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Pairs.Relations;
using Semblance.Tensors;

namespace Semblance.Pairs.Moments;

/// <summary>Moments of features under a relation of their rows.</summary>
public static class RelationMoments
{
    private const int Chunk = 4096;

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
        var (n, d) = (features.Rows, features.Columns);
        var sum = 0.0;
        foreach (var degree in relation.Degrees) sum += degree;
        if (!(sum > 0)) throw new RequestException("a relation without entries has no moments", $"{n} rows, no relations", "give at least one related pair");
        var shares = relation.Degrees.ToArray();
        for (var row = 0; row < n; row++) shares[row] /= sum;
        var mean = Mean(features, shares);
        var centred = new Matrix(n, d);
        for (var row = 0; row < n; row++)
        {
            for (var c = 0; c < d; c++) centred[row, c] = features[row, c] - mean[c];
        }

        var related = new Matrix(n, d);
        relation.Adjacency.Multiply(centred.Values, related.Values, d);
        var (total, cross) = Products(centred, related, shares, sum);
        return new PairMoments { Dim = d, Views = 2, Count = sum / 2, Mean = mean, Total = total, Cross = cross, Labels = labels is null ? null : OfLabels(centred, shares, sum / 2, labels) };
    }

    private static double[] Mean(Matrix features, double[] shares)
    {
        var mean = new double[features.Columns];
        for (var row = 0; row < features.Rows; row++)
        {
            var values = features.Row(row);
            for (var c = 0; c < mean.Length; c++) mean[c] += shares[row] * values[c];
        }

        return mean;
    }

    private static (Matrix Total, Matrix Cross) Products(Matrix centred, Matrix related, double[] shares, double sum)
    {
        using var scope = new TensorScope();
        var (n, d) = (centred.Rows, centred.Columns);
        var total = Tensor.Zeros([d, d], ElementType.Float64);
        var cross = Tensor.Zeros([d, d], ElementType.Float64);
        for (var start = 0; start < n; start += Chunk)
        {
            using var step = new TensorScope();
            var rows = Math.Min(Chunk, n - start);
            var x = Tensor.FromSpan<double>(centred.Values.AsSpan(start * d, rows * d), rows, d);
            var across = x.Transpose();
            total.AddInPlace(across.MatMul(x * Tensor.FromSpan<double>(shares.AsSpan(start, rows), rows, 1)));
            cross.AddInPlace(across.MatMul(Tensor.FromSpan<double>(related.Values.AsSpan(start * d, rows * d), rows, d)), 1 / sum);
        }

        return (Matrix.From((total + total.Transpose()) * 0.5), Matrix.From((cross + cross.Transpose()) * 0.5));
    }

    private static LabelMoments? OfLabels(Matrix centred, double[] shares, double count, IReadOnlyList<int> labels)
    {
        var classes = labels.Max() + 1;
        if (classes <= 0) return null;
        var counts = new double[classes];
        var means = new Matrix(classes, centred.Columns);
        for (var row = 0; row < centred.Rows; row++)
        {
            if (labels[row] < 0) continue;
            counts[labels[row]] += shares[row] * count;
            for (var c = 0; c < centred.Columns; c++) means[labels[row], c] += shares[row] * count * centred[row, c];
        }

        for (var label = 0; label < classes; label++)
        {
            var row = means.Row(label);
            for (var c = 0; c < row.Length && counts[label] > 0; c++) row[c] /= counts[label];
        }

        return new LabelMoments(counts, means);
    }

    private static void Check(Matrix features, Relation relation, IReadOnlyList<int>? labels)
    {
        if (features.Rows != relation.Count) throw new RequestException("the relation is of other rows than the features", $"it relates {relation.Count} rows, there are {features.Rows}", "give one relation row for each sample");
        if (labels is not null && labels.Count != features.Rows) throw new RequestException("there must be one label for each row", $"{labels.Count} labels, {features.Rows} rows", "give one label for each row, -1 where it is not known");
        var bad = Array.FindIndex(features.Values, v => !double.IsFinite(v));
        if (bad >= 0) throw new RequestException("the features must be finite", $"row {bad / features.Columns}, column {bad % features.Columns} is {features.Values[bad]}", "remove the row or repair what made it");
    }
}
