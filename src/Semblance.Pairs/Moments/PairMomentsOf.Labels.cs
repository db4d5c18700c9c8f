using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Pairs.Moments;

// From labels alone.
public static partial class PairMomentsOf
{
    /// <summary>Moments of the pairs that labels make: a labelled sample, drawn evenly, and an even draw from its class, itself included.</summary>
    /// <param name="rows">One row for each sample, [n * d].</param>
    /// <param name="dim">Number of features, d.</param>
    /// <param name="labels">Class of each sample from 0, -1 for none, [n]; samples without one have no partner and are left out.</param>
    /// <param name="precision">Precision of the products of Total. Default float64.</param>
    /// <remarks>The pair distribution is 1[y_i = y_j] / (n n_(y_i)), so that every sample counts alike and large classes do not dominate: Total is the total scatter / n and
    /// Cross the between-class scatter / n exactly. One pass without a copy of the rows; <see cref="RelationMoments"/> gives the same for any relation.</remarks>
    /// <exception cref="RequestException">No labelled sample, another number of labels than rows, NaN or infinity.</exception>
    public static PairMoments Labels(float[] rows, int dim, int[] labels, MomentPrecision precision = MomentPrecision.Float64)
    {
        CheckLabels(labels, rows.Length, dim);
        using var accumulator = MomentAccumulator.OfRows(dim, Classes(labels), precision);
        accumulator.Add(rows, Known(labels), labels);
        return OfClasses(accumulator.ToMoments());
    }

    /// <inheritdoc cref="Labels(float[], int, int[], MomentPrecision)"/>
    public static PairMoments Labels(double[] rows, int dim, int[] labels, MomentPrecision precision = MomentPrecision.Float64)
    {
        CheckLabels(labels, rows.Length, dim);
        using var accumulator = MomentAccumulator.OfRows(dim, Classes(labels), precision);
        accumulator.Add(rows, Known(labels), labels);
        return OfClasses(accumulator.ToMoments());
    }

    private static void CheckLabels(int[] labels, int numbers, int dim)
    {
        if ((long)labels.Length * dim != numbers)
        {
            throw new RequestException("each row needs one label", $"{labels.Length} labels for {numbers / Math.Max(1, dim)} rows", "give one label for each row, -1 where it is not known");
        }

        if (!labels.Any(l => l >= 0)) throw new RequestException("pairs of labels need labels", $"none of {labels.Length} samples has one", "give at least one class number from 0");
    }

    private static double[] Known(int[] labels) => Array.ConvertAll(labels, l => l < 0 ? 0.0 : 1);

    private static PairMoments OfClasses(PairMoments moments)
    {
        using var scope = new TensorScope();
        var (counts, means) = (moments.Labels!.Counts, moments.Labels.Means);
        var scaled = new Matrix(means.Rows, means.Columns);
        for (var i = 0; i < scaled.Values.Length; i++) scaled.Values[i] = means.Values[i] * Math.Sqrt(counts[i / means.Columns] / moments.Count);
        var tensor = scaled.ToTensor();
        var cross = Matrix.From(tensor.Transpose().MatMul(tensor));
        for (var i = 0; i < cross.Rows; i++)
        {
            for (var j = 0; j < i; j++) cross[i, j] = cross[j, i];
        }

        return new PairMoments { Dim = moments.Dim, Views = 2, Count = moments.Count, Mean = moments.Mean, Total = moments.Total, Cross = cross, Labels = moments.Labels };
    }
}
