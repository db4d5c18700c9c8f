using Semblance.Numerics;
using Semblance.Objectives.Dynamics;

namespace Semblance.Insight.Experiments.Features;

/// <summary>How classes and subclasses lie in an embedding.</summary>
/// <param name="EffectiveRank">Exponential of the entropy of the covariance's eigenvalues.</param>
/// <param name="WithinOverBetween">Scatter within classes over scatter of their centres; small when classes collapse.</param>
/// <param name="SubclassOverBetween">Scatter of subclass centres within classes over that of class centres.</param>
internal sealed record ClassGeometry(double EffectiveRank, double WithinOverBetween, double SubclassOverBetween)
{
    /// <summary>Of embeddings divided by their lengths: all that a loss on cosines sees.</summary>
    internal static ClassGeometry OfDirections(Matrix rows, int[] classes, int[] subclasses)
    {
        var directions = new Matrix(rows.Rows, rows.Columns, [.. rows.Values]);
        for (var i = 0; i < rows.Rows; i++)
        {
            var square = 0.0;
            foreach (var value in rows.Row(i)) square += value * value;
            if (square > 0) foreach (ref var value in directions.Row(i)) value /= Math.Sqrt(square);
        }

        return Of(directions, classes, subclasses);
    }

    internal static ClassGeometry Of(Matrix rows, int[] classes, int[] subclasses)
    {
        var mean = Centre(rows, [.. Enumerable.Range(0, rows.Rows)]);
        var (between, within, sub) = (0.0, 0.0, 0.0);
        foreach (var group in Enumerable.Range(0, rows.Rows).GroupBy(i => classes[i]))
        {
            int[] members = [.. group];
            var centre = Centre(rows, members);
            between += members.Length * Squared(centre, mean);
            within += members.Sum(i => Squared(rows.Row(i), centre));
            sub += members.GroupBy(i => subclasses[i]).Sum(s => s.Count() * Squared(Centre(rows, [.. s]), centre));
        }

        var centred = new Matrix(rows.Rows, rows.Columns, [.. rows.Values]);
        for (var i = 0; i < rows.Rows; i++) Dense.AddScaled(centred.Row(i), mean, -1);
        var spectrum = SymmetricEigen.Decompose(centred.TransposeTimes(centred)).Values.Select(v => Math.Max(0, v)).ToArray();
        var total = spectrum.Sum();
        var entropy = -spectrum.Where(v => v > 0).Sum(v => v / total * Math.Log(v / total));
        return new ClassGeometry(Math.Exp(entropy), within / between, sub / between);
    }

    private static double[] Centre(Matrix rows, int[] members)
    {
        var sum = new double[rows.Columns];
        foreach (var i in members) Dense.AddScaled(sum, rows.Row(i), 1.0 / members.Length);
        return sum;
    }

    private static double Squared(ReadOnlySpan<double> a, double[] b)
    {
        var sum = 0.0;
        for (var k = 0; k < b.Length; k++) sum += (a[k] - b[k]) * (a[k] - b[k]);
        return sum;
    }
}
