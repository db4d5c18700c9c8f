using Semblance.Tensors;

namespace Semblance.Insight.Advice;

/// <summary>How much of the labels lies along each unit-variance direction, estimated from labelled rows.</summary>
/// <param name="Squares">Squared coefficient with the centred one-hot labels, summed over classes, minus the part that chance puts there, smoothed and not below 0. [directions]</param>
/// <param name="Significant">The same of each direction by itself where it is above twice its deviation by chance, 0 elsewhere. [directions]</param>
/// <param name="Deviation">Standard deviation of the sum of all directions when labels have nothing to do with them.</param>
/// <remarks>One direction's estimate is mostly chance when labels are few. Beyond the first ones they are averaged over neighbours in the spectrum (an eighth of their place), so
/// that cutting off at 0 adds little; every filter is smooth along the spectrum.</remarks>
internal sealed record TaskEnergy(double[] Squares, double[] Significant, double Deviation)
{
    private const int Neighbours = 8;

    /// <summary>Estimates the energies; coefficients and their sampling variance are taken over the labelled rows.</summary>
    /// <param name="coordinates">Coordinates along unit-variance directions, [rows, directions].</param>
    /// <param name="targets">Labels of the rows.</param>
    internal static TaskEnergy Of(Tensor coordinates, LabelTargets targets)
    {
        using var scope = new TensorScope();
        var n = (double)targets.Classes.Length;
        var y = targets.Centred.ToTensor();
        var centred = coordinates - coordinates.Mean(0, keep: true);
        var theta = centred.Transpose().MatMul(y) / n;
        var squares = theta.Square();

        // Variance of the mean of u y over rows: (E u^2 y^2 - theta^2) / (n - 1).
        var noise = ((centred.Square().Transpose().MatMul(y.Square()) / n) - squares) / (n - 1);
        var raw = (squares - noise).Sum(1).ToArray<double>();
        var chance = (noise.Square().Sum(1) * 2).ToArray<double>();
        return new TaskEnergy(Smoothed(raw), [.. raw.Select((v, k) => v > 2 * Math.Sqrt(chance[k]) ? v : 0)], Math.Sqrt(chance.Sum()));
    }

    private static double[] Smoothed(double[] raw)
    {
        var result = new double[raw.Length];
        for (var start = 0; start < raw.Length;)
        {
            var count = Math.Min(Math.Max(1, start / Neighbours), raw.Length - start);
            var mean = 0.0;
            for (var k = start; k < start + count; k++) mean += raw[k] / count;
            for (var k = start; k < start + count; k++) result[k] = Math.Max(0, mean);
            start += count;
        }

        return result;
    }

    /// <summary>Energy-weighted mean of numbers of the directions.</summary>
    internal double Mean(IReadOnlyList<double> values)
    {
        var (sum, all) = (0.0, 0.0);
        for (var k = 0; k < Squares.Length; k++)
        {
            sum += Squares[k] * values[k];
            all += Squares[k];
        }

        return all > 0 ? sum / all : 0;
    }

    /// <summary>Smallest number of leading directions that hold a share of the energy.</summary>
    internal int Leading(double share)
    {
        var (wanted, sum) = (share * Squares.Sum(), 0.0);
        for (var k = 0; k < Squares.Length; k++)
        {
            sum += Squares[k];
            if (sum >= wanted) return k + 1;
        }

        return Squares.Length;
    }

    /// <summary>The fewest directions that hold a share of the significant energy, the largest first.</summary>
    internal IReadOnlyList<int> Largest(double share)
    {
        var (wanted, sum) = (share * Significant.Sum(), 0.0);
        var found = new List<int>();
        foreach (var k in Enumerable.Range(0, Significant.Length).OrderByDescending(k => Significant[k]))
        {
            if (sum >= wanted) break;
            sum += Significant[k];
            found.Add(k);
        }

        return found;
    }
}
