using Semblance.Numerics;

namespace Semblance.Objectives.Dynamics;

/// <summary>dW/dt = W R - b W W'W with diagonal R, exact from any start and for every time.</summary>
/// <remarks>M = W'W obeys dM/dt = RM + MR - 2b MM, solved by M(t) = e^(Rt) W0'[I + W0 J W0']^-1 W0 e^(Rt) with J = b (e^(2Rt) - 1) / R. Read literally
/// that is singular for large t. With W0 = W1 [I T] (<see cref="WinningModes"/>) the growing factors cancel:
/// M = Y'N^-1 Y, Y = D e^(-R1 t)[I T]e^(Rt), N = D e^(-R1 t)((W1'W1)^-1 + [I T] J [I T]') e^(-R1 t) D, all terms bounded and none subtracted;
/// D = e^(min(R1, 0) t). W itself is determined up to a rotation of the outputs.</remarks>
internal sealed class RiccatiFlow
{
    /// <summary>Up to this largest rate times time the literal formula loses nothing.</summary>
    private const double ShortTime = 2;

    private readonly double[] _rates;
    private readonly double _saturation;
    private readonly Matrix _initial;
    private readonly WinningModes _graph;

    internal RiccatiFlow(double[] rates, double saturation, Matrix initial)
    {
        (_rates, _saturation, _initial) = (rates, saturation, initial);
        _graph = new WinningModes(rates, initial);
    }

    /// <summary>W at a time up to a rotation of the outputs, [dim or fewer, modes]; an infinite time gives the limit.</summary>
    internal Matrix Weights(double time)
    {
        if (time * _rates.Max(Math.Abs) <= ShortTime) return Step(_initial, _rates, _saturation, time);
        var rows = Enumerable.Range(0, _graph.Winners.Length).Where(i => double.IsFinite(time) || _rates[_graph.Winners[i]] > 0).ToArray();
        if (rows.Length == 0) return new Matrix(1, _rates.Length);
        var own = rows.Select(i => Math.Max(_rates[_graph.Winners[i]], 0)).ToArray();
        var (y, memory) = (new Matrix(rows.Length, _rates.Length), new Matrix(rows.Length, _rates.Length));
        var core = new Matrix(rows.Length, rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < _rates.Length; j++)
            {
                var slope = _graph.Slope[rows[i], j];
                y[i, j] = slope == 0 ? 0 : slope * Exponential(_rates[j] - own[i], time);
                var rise = slope == 0 ? 0 : slope * Exponential(Math.Max(_rates[j], 0) - own[i], time);
                memory[i, j] = rise == 0 ? 0 : rise * Math.Sqrt(_saturation * Saturating(Math.Abs(_rates[j]), time));
            }

            for (var l = 0; l < rows.Length; l++)
                core[i, l] = _graph.InverseGram[rows[i], rows[l]] * Exponential(-own[i], time) * Exponential(-own[l], time);
        }

        return core.Plus(memory.TimesTranspose(memory)).SolveByFactor(y);
    }

    /// <summary>The same by many short exact steps: needs no graph form.</summary>
    internal Matrix Semigroup(double time, int steps)
    {
        var weights = _initial;
        for (var i = 0; i < steps; i++) weights = Step(weights, _rates, _saturation, time / steps);
        return weights;
    }

    internal double[] Variances(double time) => Weights(time).ColumnSquares();

    internal double[] Limits() => Variances(double.PositiveInfinity);

    internal double[] HalfTimes()
    {
        var limits = Limits();
        var largest = limits.Max();
        var targets = limits.Select(v => v > 1e-12 * largest ? v / 2 : double.PositiveInfinity).ToArray();
        var fastest = _rates.Max();
        if (fastest <= 0 || targets.All(double.IsInfinity)) return targets;

        // The slowest thing that can happen: a winner's own growth, or its victory over a mode that is almost as fast.
        var slowest = fastest;
        foreach (var winner in _graph.Winners.Where(w => _rates[w] > 0))
        {
            slowest = Math.Min(slowest, _rates[winner]);
            foreach (var rate in _rates.Where(r => r < _rates[winner])) slowest = Math.Min(slowest, _rates[winner] - rate);
        }

        var smallest = _graph.Strengths.Min();
        return Crossing.First(Variances, targets, 1e-4 / fastest, (100 + Math.Abs(Math.Log(smallest))) / slowest);
    }

    /// <summary>The end point repels plain gradient descent with a larger step.</summary>
    internal static double LargestStableStep(double[] rates)
    {
        // Rates of return: 2 r of a learnt mode's size, r_1 - r_j of its direction, |r| of an output that stays empty.
        var fastest = Math.Max(2 * rates.Max(), Math.Max(rates.Max(), 0) - rates.Min());
        return fastest > 0 ? 2 / fastest : double.PositiveInfinity;
    }

    private static Matrix Step(Matrix weights, double[] rates, double saturation, double time)
    {
        var growth = rates.Select(r => Math.Exp(r * time)).ToArray();
        var memory = rates.Select(r => saturation * Saturating(Math.Abs(r), time) * (r > 0 ? Math.Exp(2 * r * time) : 1)).ToArray();
        return Dense.Identity(weights.Rows).Plus(weights.ScaleColumns(memory).TimesTranspose(weights)).SolveByFactor(weights.ScaleColumns(growth));
    }

    /// <summary>(1 - e^(-2rt)) / r; 2t for r = 0.</summary>
    private static double Saturating(double rate, double time)
    {
        if (rate == 0) return 2 * time;
        var exponent = rate * time;

        // 1 - e^(-2x) = 2 sinh(x) e^(-x) keeps its digits where x is small.
        return exponent < 1 ? 2 * Math.Sinh(exponent) * Math.Exp(-exponent) / rate : (1 - Math.Exp(-2 * exponent)) / rate;
    }

    private static double Exponential(double rate, double time) => rate == 0 ? 1 : Math.Exp(rate * time);
}
