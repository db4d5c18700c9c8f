using Semblance.Numerics;

namespace Semblance.Objectives.Dynamics;

/// <summary>Weights W [dim, modes] as W = W1 [I T]: the modes that win in the long run, and the slope T of the span over them.</summary>
/// <remarks>The span of W e^(Rt) is that of [I T(t)] with T(t)_ij = T_ij e^(-(R_i - R_j)t): all elements decouple into exponentials that never grow.
/// The winners are found in the order of the rates by Gram-Schmidt: the fastest column, then the fastest one that is independent of it, and so on.</remarks>
internal sealed class WinningModes
{
    /// <summary>A column is dependent when no larger share of its length is new.</summary>
    private const double Independence = 1e-10;

    private readonly int[] _place;

    internal WinningModes(double[] keys, Matrix weights)
    {
        Count = keys.Length;
        var order = Enumerable.Range(0, Count).OrderByDescending(j => keys[j]).ToArray();
        _place = new int[Count];
        for (var p = 0; p < Count; p++) _place[order[p]] = p;
        (Winners, Strengths) = Choose(order, weights);
        (Slope, InverseGram) = Solve(weights);
    }

    /// <summary>Number of modes.</summary>
    internal int Count { get; }

    /// <summary>The modes that win, fastest first, at most dim.</summary>
    internal int[] Winners { get; }

    /// <summary>Length of each winner's column outside the span of the faster winners: |R_jj| of the QR factors.</summary>
    internal double[] Strengths { get; }

    /// <summary>[I T] over all modes, [winners, modes].</summary>
    internal Matrix Slope { get; }

    /// <summary>(W1'W1)^-1, [winners, winners].</summary>
    internal Matrix InverseGram { get; }

    private static (int[] Winners, double[] Strengths) Choose(int[] order, Matrix weights)
    {
        var basis = new List<double[]>();
        var (winners, strengths) = (new List<int>(), new List<double>());
        foreach (var j in order)
        {
            if (basis.Count == weights.Rows) break;
            var column = Enumerable.Range(0, weights.Rows).Select(i => weights[i, j]).ToArray();
            var whole = Length(column);

            // Twice is enough (Kahan): the second pass removes what rounding left of the first.
            for (var pass = 0; pass < 2; pass++)
            {
                foreach (var axis in basis) Subtract(column, axis);
            }

            var rest = Length(column);
            if (rest == 0 || rest <= Independence * whole) continue;
            basis.Add([.. column.Select(x => x / rest)]);
            winners.Add(j);
            strengths.Add(rest);
        }

        return ([.. winners], [.. strengths]);
    }

    private static double Length(double[] vector) => Math.Sqrt(vector.Sum(x => x * x));

    private static void Subtract(double[] column, double[] axis)
    {
        var overlap = column.Zip(axis, (a, b) => a * b).Sum();
        for (var i = 0; i < column.Length; i++) column[i] -= overlap * axis[i];
    }

    private (Matrix Slope, Matrix InverseGram) Solve(Matrix weights)
    {
        var winners = Winners.Length;
        if (winners == 0) return (new Matrix(0, Count), new Matrix(0, 0));
        var first = weights.Columns(Winners);
        var frame = first.OrthonormalColumns();
        var triangle = frame.TransposeTimes(first);
        var inverse = triangle.Solve(Dense.Identity(winners));
        var slope = inverse.Times(frame.TransposeTimes(weights));
        for (var i = 0; i < winners; i++)
        {
            for (var j = 0; j < Count; j++)
            {
                // A mode faster than a winner depends on the still faster winners only: anything else is rounding, and it would grow.
                if (_place[j] < _place[Winners[i]]) slope[i, j] = 0;
            }

            for (var w = 0; w < winners; w++) slope[i, Winners[w]] = i == w ? 1 : 0;
        }

        return (slope, inverse.TimesTranspose(inverse));
    }
}
