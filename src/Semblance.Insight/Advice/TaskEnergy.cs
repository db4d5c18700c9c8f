using Semblance.Tensors;

namespace Semblance.Insight.Advice;

/// <summary>How much of the labels lies along each unit-variance direction, estimated from labelled rows.</summary>
/// <param name="Squares">Squared coefficient of the labelled rows, scaled to unit variance, with the centred one-hot labels, summed over classes, minus the part that chance puts there, averaged over neighbours; 0 where that is not above
/// twice its deviation by chance. [directions]</param>
/// <param name="Significant">The same of each direction by itself. [directions]</param>
/// <param name="Deviation">Standard deviation of the sum of all directions when labels have nothing to do with them.</param>
/// <remarks>One direction's estimate is mostly chance when labels are few. Beyond the first ones they are averaged over neighbours in the spectrum (an eighth of their place), as
/// every filter is smooth along the spectrum. What few labels cannot show counts as noise.</remarks>
/// <param name="Spread">Variance of the labelled rows along each direction: 1 where they are spread as the views are, but rows as they are differ from augmented ones. [directions]</param>
internal sealed record TaskEnergy(double[] Squares, double[] Significant, double Deviation, double[] Spread)
{
    private const int Neighbours = 8;
    private const double Deviations = 2;

    /// <summary>Estimates the energies; coefficients and their sampling variance are taken over the labelled rows.</summary>
    /// <param name="coordinates">Coordinates along unit-variance directions, [rows, directions].</param>
    /// <param name="targets">Labels of the rows.</param>
    internal static TaskEnergy Of(Tensor coordinates, LabelTargets targets)
    {
        using var scope = new TensorScope();
        var n = (double)targets.Classes.Length;
        var y = targets.Centred.ToTensor();
        var centred = coordinates - coordinates.Mean(0, keep: true);
        var spread = centred.Square().Mean(0, keep: true).AtLeast(1e-300);
        centred /= spread.Sqrt();
        var theta = centred.Transpose().MatMul(y) / n;
        var squares = theta.Square();

        // Variance of the mean of u y over rows: (E u^2 y^2 - theta^2) / (n - 1).
        var noise = ((centred.Square().Transpose().MatMul(y.Square()) / n) - squares) / (n - 1);
        var raw = (squares - noise).Sum(1).ToArray<double>();
        var chance = (noise.Square().Sum(1) * 2).ToArray<double>();
        return new TaskEnergy(Smoothed(raw, chance), [.. raw.Select((v, k) => v > Deviations * Math.Sqrt(chance[k]) ? v : 0)], Math.Sqrt(chance.Sum()), spread.ToArray<double>());
    }

    private static double[] Smoothed(double[] raw, double[] chance)
    {
        var result = new double[raw.Length];
        for (var start = 0; start < raw.Length;)
        {
            var count = Math.Min(Math.Max(1, start / Neighbours), raw.Length - start);
            var (sum, variance) = (0.0, 0.0);
            for (var k = start; k < start + count; k++) (sum, variance) = (sum + raw[k], variance + chance[k]);
            for (var k = start; k < start + count && sum > Deviations * Math.Sqrt(variance); k++) result[k] = sum / count;
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
