using Semblance.Insight.Evaluation;
using Semblance.Tensors;

namespace Semblance.Insight.Audit;

/// <summary>Sums over pairs of views.</summary>
internal static class ViewStatistics
{
    /// <summary>Sum over columns of the covariance of two views over the sum of their mean variance.</summary>
    /// <param name="a">[rows, columns].</param>
    /// <param name="b">[rows, columns].</param>
    /// <param name="columns">Columns.</param>
    internal static double Common(double[] a, double[] b, int columns)
    {
        var rows = a.Length / columns;
        double covariance = 0, variance = 0;
        for (var c = 0; c < columns; c++)
        {
            double sumA = 0, sumB = 0, product = 0, squares = 0;
            for (var r = 0; r < rows; r++)
            {
                var (x, y) = (a[(r * columns) + c], b[(r * columns) + c]);
                sumA += x;
                sumB += y;
                product += x * y;
                squares += (x * x) + (y * y);
            }

            // Views are exchangeable, so both means are estimates of one.
            var mean = (sumA + sumB) / (2 * rows);
            covariance += (product / rows) - (mean * mean);
            variance += (squares / (2 * rows)) - (mean * mean);
        }

        return variance > 0 ? covariance / variance : 0;
    }

    /// <summary>Numbers of the parameters that differ between views at all.</summary>
    internal static int[] Places(AuditViews views) => [.. Enumerable.Range(0, views.Names.Count).Where(q => Column(views.FirstParameters, views.Names.Count, q).Distinct().Take(2).Count() > 1)];

    /// <summary>Differences of those parameters between the views, centred, of unit variance.</summary>
    internal static double[][] Steps(AuditViews views) =>
        [.. Places(views).Select(q => Standard([.. Column(views.FirstParameters, views.Names.Count, q).Zip(Column(views.SecondParameters, views.Names.Count, q), (x, y) => x - y)]))];

    internal static double[] Column(double[] values, int columns, int column) => [.. Enumerable.Range(0, values.Length / columns).Select(r => values[(r * columns) + column])];

    /// <summary>Share of the variance of columns that regressors explain, adjusted for their number; at least 0.</summary>
    /// <param name="values">[rows, columns].</param>
    /// <param name="columns">Columns.</param>
    /// <param name="regressors">Each [rows], centred.</param>
    internal static double Explained(double[] values, int columns, IReadOnlyList<double[]> regressors)
    {
        if (regressors.Count == 0) return 0;
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var rows = values.Length / columns;
        var y = Tensor.From(values, rows, columns);
        y -= y.Mean(0);
        var x = Tensor.From(regressors.SelectMany(r => r).ToArray(), regressors.Count, rows);
        var gram = x.MatMul(x.Transpose());
        gram = gram.AddInPlace(Tensor.Eye(regressors.Count, ElementType.Float64), (1e-9 * gram.Diagonal().Sum().Item() / regressors.Count) + 1e-300);
        var cross = x.MatMul(y);
        var total = y.Square().Sum().Item();
        if (total <= 0) return 0;
        var share = (gram.Solve(cross) * cross).Sum().Item() / total;
        var free = Math.Max(1, rows - regressors.Count - 1);
        return Math.Clamp(1 - ((1 - share) * (rows - 1) / free), 0, 1);
    }

    /// <summary>Centred columns that code an attribute: its number, or one for each level but the first.</summary>
    internal static IEnumerable<double[]> Code(AuditTrait attribute) => attribute.Numbers is { } numbers
        ? [Standard(numbers)]
        : Enumerable.Range(1, attribute.Levels.Count - 1).Select(l => Standard(Array.ConvertAll(attribute.Classes!, c => c == l ? 1.0 : 0)));

    internal static double[] Doubles(FeatureSet features) => Array.ConvertAll(features.Values, v => (double)v);

    private static double[] Standard(double[] values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        return Array.ConvertAll(values, v => deviation > 0 ? (v - mean) / deviation : 0);
    }
}
