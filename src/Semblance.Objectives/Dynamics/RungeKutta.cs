using Semblance.Errors;

namespace Semblance.Objectives.Dynamics;

/// <summary>Integrates dy/dt = f(y) with steps that adapt to a tolerance: Dormand and Prince 1980, order 5 with an error estimate of order 4.</summary>
internal sealed class RungeKutta
{
    private const int MostSteps = 2_000_000;

    private static readonly double[][] Stages =
    [
        [],
        [1.0 / 5],
        [3.0 / 40, 9.0 / 40],
        [44.0 / 45, -56.0 / 15, 32.0 / 9],
        [19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729],
        [9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656],
        [35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84],
    ];

    private static readonly double[] Error = [71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40];

    private readonly Func<double[], double[]> _derivative;
    private readonly double _relative;
    private readonly double _absolute;
    private double _step;

    /// <summary>An integrator of an equation without explicit time.</summary>
    /// <param name="derivative">f.</param>
    /// <param name="relative">Error of an element in one step relative to it.</param>
    /// <param name="absolute">Error of an element in one step that always passes.</param>
    internal RungeKutta(Func<double[], double[]> derivative, double relative, double absolute) => (_derivative, _relative, _absolute) = (derivative, relative, absolute);

    /// <summary>The state a time later.</summary>
    /// <param name="state">The state now; not changed.</param>
    /// <param name="time">How much later, at least 0.</param>
    /// <param name="observe">Sees (time since the start, state) after each step and ends the integration by returning false.</param>
    internal double[] Integrate(double[] state, double time, Func<double, double[], bool>? observe = null)
    {
        var (passed, slope) = (0.0, _derivative(state));
        var step = _step > 0 ? _step : FirstStep(state, slope, time);
        for (var count = 0; passed < time; count++)
        {
            if (count == MostSteps || !double.IsFinite(step) || step <= 1e-16 * passed)
                throw new RunException("the flow could not be integrated", $"{count} steps led to time {passed:g6} of {time:g6}", "give a shorter time or smaller initial weights");
            var length = Math.Min(step, time - passed);
            var (next, nextSlope, error) = Try(state, slope, length);
            var factor = Math.Clamp(0.9 * Math.Pow(Math.Max(error, 1e-10), -0.2), 0.2, 5);
            if (error <= 1)
            {
                passed = length < step ? time : passed + length;
                (state, slope) = (next, nextSlope);
                if (length == step || factor < 1) step = length * factor;
                if (observe is not null && !observe(passed, state)) break;
            }
            else
            {
                step = length * Math.Min(factor, 0.9);
            }
        }

        _step = step;
        return state;
    }

    private double FirstStep(double[] state, double[] slope, double time)
    {
        var (size, speed) = (state.Max(Math.Abs) + _absolute, slope.Max(Math.Abs));
        return Math.Min(time, speed > 0 ? 0.01 * size / speed : time);
    }

    private (double[] State, double[] Slope, double Error) Try(double[] state, double[] slope, double length)
    {
        var slopes = new List<double[]> { slope };
        var next = state;
        for (var s = 1; s < Stages.Length; s++)
        {
            next = [.. state];
            for (var p = 0; p < s; p++) Dense.AddScaled(next, slopes[p], length * Stages[s][p]);

            slopes.Add(_derivative(next));
        }

        var (worst, error) = (0.0, new double[next.Length]);
        for (var s = 0; s < slopes.Count; s++) Dense.AddScaled(error, slopes[s], length * Error[s]);
        for (var i = 0; i < next.Length; i++)
            worst = Math.Max(worst, Math.Abs(error[i]) / (_absolute + (_relative * Math.Max(Math.Abs(state[i]), Math.Abs(next[i])))));

        return (next, slopes[^1], double.IsFinite(worst) ? worst : double.MaxValue);
    }
}
