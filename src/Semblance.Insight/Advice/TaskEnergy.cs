using Semblance.Tensors;

namespace Semblance.Insight.Advice;

/// <summary>How much of the labels lies along each unit-variance direction, estimated from labelled rows.</summary>
/// <param name="Squares">Squared correlation coefficient with the centred one-hot labels, summed over classes, minus the part that chance puts there, not below 0. [directions]</param>
/// <param name="Deviation">Standard deviation over the rows drawn of the sum of all of them, before the floor, when labels have nothing to do with the directions.</param>
internal sealed record TaskEnergy(double[] Squares, double Deviation)
{
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
        var chance = noise.Square().Sum().Item() * 2;
        return new TaskEnergy([.. raw.Select(v => Math.Max(0, v))], Math.Sqrt(chance));
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

    /// <summary>The fewest directions, in any order, that hold a share of the energy.</summary>
    internal IReadOnlyList<int> Largest(double share)
    {
        var (wanted, sum) = (share * Squares.Sum(), 0.0);
        var found = new List<int>();
        foreach (var k in Enumerable.Range(0, Squares.Length).OrderByDescending(k => Squares[k]))
        {
            if (sum >= wanted) break;
            sum += Squares[k];
            found.Add(k);
        }

        return found;
    }
}
