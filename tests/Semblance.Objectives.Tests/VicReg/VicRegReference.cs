using Semblance.Objectives.Tests.Checking;
using Semblance.Objectives.VicReg;

namespace Semblance.Objectives.Tests.VicReg;

/// <summary>VICReg by definition, in plain loops.</summary>
public static class VicRegReference
{
    public static Dual Loss(Dual[][][] views, VicRegOptions options) => Loops.OverPairs(views, (a, b) => Pair(a, b, options));

    private static Dual Pair(Dual[][] a, Dual[][] b, VicRegOptions options)
    {
        var invariance = Loops.Mean(a.Zip(b).SelectMany(p => p.First.Zip(p.Second)).Select(p => (p.First - p.Second) * (p.First - p.Second)));
        var variance = (Spread(a, options) / 2) + (Spread(b, options) / 2);
        return (options.Invariance * invariance) + (options.Variance * variance) + (options.Covariance * (OffDiagonal(a) + OffDiagonal(b)));
    }

    private static Dual Spread(Dual[][] z, VicRegOptions options) => Loops.Mean(Enumerable.Range(0, z[0].Length).Select(k =>
    {
        var column = Loops.Column(z, k);
        var variance = Loops.Covariance(column, column, z.Length - 1);
        if (options.VarianceForm == "squared") return (variance - 1) * (variance - 1);
        return Dual.Max(0, 1 - Dual.Sqrt(variance + 1e-4));
    }));

    private static Dual OffDiagonal(Dual[][] z)
    {
        var dim = z[0].Length;
        var columns = Enumerable.Range(0, dim).Select(k => Loops.Column(z, k)).ToArray();
        Dual sum = 0;
        for (var j = 0; j < dim; j++)
        {
            for (var k = 0; k < dim; k++)
            {
                if (j == k) continue;
                var covariance = Loops.Covariance(columns[j], columns[k], z.Length - 1);
                sum += covariance * covariance;
            }
        }

        return sum / dim;
    }
}
