namespace Semblance.Objectives.Tests.Checking;

/// <summary>Small pieces of plain loops that the reference losses share.</summary>
public static class Loops
{
    public static Dual Dot(Dual[] a, Dual[] b)
    {
        Dual sum = 0;
        for (var k = 0; k < a.Length; k++) sum += a[k] * b[k];
        return sum;
    }

    public static Dual[] Unit(Dual[] a)
    {
        var length = Dual.Sqrt(Dot(a, a));
        return [.. a.Select(v => v / length)];
    }

    public static Dual Mean(IEnumerable<Dual> values)
    {
        Dual sum = 0;
        var count = 0;
        foreach (var value in values)
        {
            sum += value;
            count++;
        }

        return sum / count;
    }

    public static Dual[] Column(Dual[][] rows, int column) => [.. rows.Select(r => r[column])];

    public static Dual Covariance(Dual[] a, Dual[] b, double divisor)
    {
        var (meanA, meanB) = (Mean(a), Mean(b));
        Dual sum = 0;
        for (var k = 0; k < a.Length; k++) sum += (a[k] - meanA) * (b[k] - meanB);
        return sum / divisor;
    }

    /// <summary>The mean of a two-view loss over all pairs of views.</summary>
    public static Dual OverPairs(Dual[][][] views, Func<Dual[][], Dual[][], Dual> loss)
    {
        var values = new List<Dual>();
        for (var v = 0; v < views.Length; v++)
        {
            for (var w = v + 1; w < views.Length; w++) values.Add(loss(views[v], views[w]));
        }

        return Mean(values);
    }
}
