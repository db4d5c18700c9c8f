using Semblance.Errors;
using Semblance.Numerics;

namespace Semblance.Objectives.Dynamics;

/// <summary>States of an equation at ascending times.</summary>
internal static class Timeline
{
    internal static Matrix[] Walk(RungeKutta integrator, Matrix initial, IReadOnlyList<double> times)
    {
        var (state, now) = (initial.Values, 0.0);
        var result = new Matrix[times.Count];
        for (var i = 0; i < times.Count; i++)
        {
            if (!(times[i] >= now) || double.IsInfinity(times[i]))
                throw new RequestException("times ascend from 0 and are finite", $"{times[i]} after {now}", "sort the times");
            state = integrator.Integrate(state, times[i] - now);
            now = times[i];
            result[i] = new Matrix(initial.Rows, initial.Columns, [.. state]);
        }

        return result;
    }
}
