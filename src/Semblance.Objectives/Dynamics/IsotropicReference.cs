using Semblance.Errors;

namespace Semblance.Objectives.Dynamics;

/// <summary>What measures of rank say of embeddings that fill all directions equally, seen through a finite number of rows: their bias.</summary>
/// <remarks>Marchenko and Pastur 1967 for independent Gaussian rows; the limit of many rows and dimensions of a fixed ratio, good to about 1% from 20 of each.
/// A measured rank near the reference means full rank, however far below dim it is.</remarks>
public static class IsotropicReference
{
    private const int Nodes = 2000;

    /// <summary>Expected effective rank of the covariance: n e^(-n/2m) with n the smaller and m the larger of rows and dim.</summary>
    /// <param name="rows">Rows, at least 2.</param>
    /// <param name="dim">Dimensions, at least 1.</param>
    public static double CovarianceRank(int rows, int dim)
    {
        // One degree of freedom goes to the mean.
        var (small, ratio) = Sides(rows - 1, dim);
        return small * Math.Exp(-ratio / 2);
    }

    /// <summary>Expected RankMe of centred embeddings.</summary>
    /// <param name="rows">Rows, at least 2.</param>
    /// <param name="dim">Dimensions, at least 1.</param>
    public static double RankMe(int rows, int dim)
    {
        var (small, ratio) = Sides(rows, dim);
        var mean = Average(ratio, Math.Sqrt);
        return small * mean * Math.Exp(-Average(ratio, x => 0.5 * Math.Sqrt(x) * Math.Log(x)) / mean);
    }

    /// <summary>Mean of a function over the Marchenko-Pastur law of mean 1.</summary>
    /// <param name="ratio">Smaller over larger side, in (0, 1].</param>
    /// <param name="function">Of a positive eigenvalue.</param>
    internal static double Average(double ratio, Func<double, double> function)
    {
        // With x = 1 + c + 2 sqrt(c) cos a the density is smooth in a, and equidistant nodes converge fast.
        var sum = 0.0;
        for (var i = 0; i < Nodes; i++)
        {
            var angle = Math.PI * (i + 0.5) / Nodes;
            var x = 1 + ratio + (2 * Math.Sqrt(ratio) * Math.Cos(angle));
            if (x > 0) sum += function(x) * 2 * Math.Pow(Math.Sin(angle), 2) / x;
        }

        return sum / Nodes;
    }

    private static (double Small, double Ratio) Sides(int rows, int dim)
    {
        if (rows < 1 || dim < 1) throw new RequestException("a reference needs rows and dimensions", $"{rows} free rows, {dim} dimensions", "give two rows or more");
        return (Math.Min(rows, dim), Math.Min(rows, dim) / (double)Math.Max(rows, dim));
    }
}
