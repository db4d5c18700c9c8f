using System.Globalization;
using Semblance.Insight.Dynamics;
using Semblance.Objectives.Dynamics;
using Spectre.Console;

namespace Semblance.Cli.Shell;

/// <summary>A forecast for people and as JSON.</summary>
internal static class DynamicsView
{
    private const int ShownModes = 16;

    internal static object Document(string method, string input, ForecastOptions options, IReadOnlyList<double> times, Forecast forecast, RunComparison? run) => new
    {
        Method = method,
        Input = input,
        options.Dim,
        forecast.Features,
        forecast.FeatureError,
        forecast.Inputs,
        forecast.Loss,
        forecast.Validity,
        options.InitScale,
        options.Batch,
        Modes = forecast.Modes.Select(m => new
        {
            m.Mode,
            m.Rho,
            m.Correlation,
            RhoHeldOut = m.HeldOut?.Rho,
            m.HeldOut?.StandardError,
            m.HeldOut?.Z,
            Signal = m.HeldOut?.IsSignal,
            m.Start,
            m.HalfTime,
            HalfTimeLow = m.HalfTimeRange?.Low,
            HalfTimeHigh = m.HalfTimeRange?.High,
            m.HalfStep,
            m.Final,
            Learnt = m.IsLearnt,
            m.Reason,
        }),
        Leading = forecast.Leading is { } fit ? new { fit.Directions, fit.Passes, fit.Residuals, fit.VarianceShare } : null,
        forecast.Learnt,
        forecast.Signal,
        forecast.StopTime,
        StopStep = Steps(forecast.StopTime, options),
        forecast.StopReason,
        forecast.MaxLearningRate,
        options.LearningRate,
        options.Momentum,
        At = Wanted(options, times).Select(w => new { w.Time, w.Steps, Strengths = Row(forecast, w.Time) }),
        Curves = new { forecast.Times, Strengths = Enumerable.Range(0, forecast.Modes.Count).Select(j => forecast.Times.Select((_, i) => forecast.Strengths[i, j]).ToArray()) },
        Run = run is null ? null : new
        {
            run.Times,
            Shared = Enumerable.Range(0, run.Times.Count).Select(e => run.Shared.Row(e).ToArray()),
            run.Foretold,
            run.HalfTimes,
            run.TimeFactor,
            run.Errors,
            KernelDrift = run.KernelDrift is { } drift ? new { drift.Relative, drift.Alignment } : null,
            run.Explanations,
        },
        forecast.Warnings,
    };

    internal static void Show(IAnsiConsole console, string method, string input, ForecastOptions options, IReadOnlyList<double> times, Forecast forecast, RunComparison? run)
    {
        console.WriteLine($"{method} on {input}, {forecast.Inputs} inputs");
        var hasSteps = options.LearningRate is not null;
        var table = Screen.Table(["mode", "eigenvalue", "held out", "z", hasSteps ? "half-time in steps" : "half-time", "final strength", ""]);
        foreach (var mode in forecast.Modes.Take(ShownModes))
        {
            table.AddTextRow(
                Text(mode.Mode), Number(mode.Rho), mode.HeldOut is { } held ? Number(held.Rho) : "", mode.HeldOut is { } z ? z.Z.ToString("F1", CultureInfo.InvariantCulture) : "",
                mode.IsLearnt ? Number(mode.HalfStep ?? mode.HalfTime) : "never", Number(mode.Final), mode.Reason ?? (mode.HeldOut is { IsSignal: false } ? "noise" : ""));
        }

        console.Write(table);
        if (forecast.Modes.Count > ShownModes) console.WriteLine($"The first {ShownModes} of {forecast.Modes.Count} modes; --json gives all.");
        foreach (var (time, steps) in Wanted(options, times))
        {
            console.WriteLine($"at time {Number(time)}{(steps is { } s ? $" (step {Number(s)})" : "")}: strengths {string.Join(" ", Row(forecast, time).Take(ShownModes).Select(Number))}");
        }

        var stop = forecast.StopTime is { } at ? $"stop at time {Number(at)}{(Steps(at, options) is { } step ? $", step {Number(step)}" : "")}: " : "no stop time: ";
        console.WriteLine(stop + forecast.StopReason);
        console.WriteLine($"largest stable learning rate {Number(forecast.MaxLearningRate)}{(options.Momentum > 0 ? $" with momentum {Number(options.Momentum)}" : "")}; time is learning rate times steps{(options.Momentum > 0 ? " / (1 - momentum)" : "")}");
        if (forecast.FeatureError is { } error) console.WriteLine($"drawn features: leading eigenvalues change by up to {(error * 100).ToString("F0", CultureInfo.InvariantCulture)}% with half as many");
        console.WriteLine($"holds: {forecast.Validity}");
        if (run is null) return;
        console.WriteLine($"the run: half-times {string.Join(" ", run.HalfTimes.Take(ShownModes).Select(Number))}");
        console.WriteLine($"foretold: {string.Join(" ", run.Foretold.Take(ShownModes).Select(Number))}{(run.TimeFactor is { } factor ? $"; factor of time {Number(factor)}" : "")}");
        foreach (var line in run.Explanations) console.WriteLine("- " + line);
    }

    private static double? Steps(double? time, ForecastOptions options) =>
        time is { } t && options.LearningRate is { } rate ? TrainingTime.StepsUntil(t, rate, options.Momentum) : null;

    private static IEnumerable<(double Time, double? Steps)> Wanted(ForecastOptions options, IReadOnlyList<double> times)
    {
        var wanted = times.Select(t => (t, Steps(t, options)));
        return options is { Steps: { } steps, LearningRate: { } rate } ? wanted.Append((TrainingTime.OfSteps(steps, rate, options.Momentum), steps)) : wanted;
    }

    private static double[] Row(Forecast forecast, double time) => forecast.Strengths.Row(forecast.Times.ToList().IndexOf(time)).ToArray();

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
}
