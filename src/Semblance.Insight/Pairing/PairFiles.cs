using Semblance.Errors;
using Semblance.Files;
using Semblance.Numerics;
using Semblance.Objectives.Spectral.Features;
using Semblance.Tensors;

namespace Semblance.Insight.Pairing;

/// <summary>Reads what the forms of input share.</summary>
internal static class PairFiles
{
    private const int Chunk = 4096;

    internal static Matrix Matrix(string file, string what)
    {
        var array = ArrayFile.ReadMatrix(file, what);
        return new Matrix((int)array.Shape[0], (int)array.Shape[1], array.ToDoubles());
    }

    /// <summary>Classes of rows, -1 where unknown; null when no file was given.</summary>
    internal static int[]? Labels(string? file, int rows)
    {
        if (file is null) return null;
        var labels = Array.ConvertAll(ArrayFile.ReadLabels(file, rows), y => checked((int)y));
        if (labels.Max() < 0) throw new RequestException("the labels are all unknown", $"'{file}' has no number of 0 or more", "number the classes from 0");
        if (labels.Max() > 1_000_000) throw new RequestException("the labels name too many classes", $"'{file}' goes up to {labels.Max()}", "number the classes from 0, without gaps");
        return labels;
    }

    /// <summary>Features of all rows, [n, p].</summary>
    internal static Matrix Mapped(IFeatureMap map, Matrix rows)
    {
        if (map is LinearFeatures) return rows;
        var result = new Matrix(rows.Rows, map.Dim);
        for (var start = 0; start < rows.Rows; start += Chunk)
        {
            using var scope = new TensorScope();
            var count = Math.Min(Chunk, rows.Rows - start);
            var block = Tensor.FromSpan<double>(rows.Values.AsSpan(start * rows.Columns, count * rows.Columns), count, rows.Columns);
            map.Map(block).ToArray<double>().CopyTo(result.Values, (long)start * map.Dim);
        }

        return result;
    }

    /// <summary>Some rows of a matrix.</summary>
    internal static Matrix Picked(Matrix matrix, IReadOnlyList<int> rows)
    {
        var result = new Matrix(rows.Count, matrix.Columns);
        for (var i = 0; i < rows.Count; i++) matrix.Row(rows[i]).CopyTo(result.Row(i));
        return result;
    }

    /// <summary>Matrices of the same width, one below the other.</summary>
    internal static Matrix Stacked(IReadOnlyList<Matrix> parts)
    {
        var result = new Matrix(parts.Sum(p => p.Rows), parts[0].Columns);
        var at = 0L;
        foreach (var part in parts)
        {
            part.Values.CopyTo(result.Values, at);
            at += part.Values.LongLength;
        }

        return result;
    }
}
