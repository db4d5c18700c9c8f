using Semblance.Insight.Dynamics;
using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Pairs.Moments;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Dynamics;

/// <summary>Which modes are signal, and when to stop.</summary>
internal sealed class SignalAndNoise : Experiment
{
    private const int Features = 100, Rows = 400, Outputs = 20;
    private static readonly double[] Shared = [2, 1.6, 1.2, .9, .7, .5];

    public override string Id => "E15";

    public override string Title => "Signal, noise and when to stop";

    public override string Source => "Derived; the method of the dynamics verb";

    public override string Shows => "Half of the samples tells which modes of the other half are signal; stopping between the last signal and the first noise mode keeps what agrees on new samples.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var rng = new Rng(context.Seed + 15);
        var axes = Manifold.Frame(rng, Shared.Length, Features);
        var (a, b) = Views(rng, axes, Rows);
        var folds = new[] { Moments(a, b, 0, Rows / 2), Moments(a, b, Rows / 2, Rows) };
        var problem = FlowProblem.Of(FlowForms.Named("barlow-twins"), [KeyValuePair.Create("off-diagonal", "1")], new ForecastOptions());
        var options = new ForecastOptions { Dim = Outputs, InitScale = 1e-3, Seed = context.Seed };
        var setting = new ForecastSetting(problem, PairMoments.Merge(folds[0], folds[1]), SpectrumCheck.Splits(folds), options, 1);
        var forecast = Forecaster.Of(setting, []);
        findings.Same("signal", "modes with z above 3 on held-out samples, of six planted", [1, 2, 3, 4, 5, 6], [.. forecast.Modes.Where(m => m.HeldOut!.IsSignal).Select(m => m.Mode)]);
        var (last, first) = (forecast.Modes.Take(6).Max(m => m.HalfTime), forecast.Modes.Skip(6).Min(m => m.HalfTime));
        findings.Between("stop", "the stop time lies between the half-times of the last signal and the first noise mode", last, first, forecast.StopTime ?? double.NaN);
        var (c, d) = Views(rng, axes, 4000);
        var test = Moments(c, d, 0, 4000);
        var fitted = ModeCoordinates.Of(PairMoments.Merge(folds[0], folds[1]).Cross);
        double Alignment(double time)
        {
            var strengths = setting.Strengths([time]).Values;
            var v = fitted.Vectors.Columns([.. Enumerable.Range(0, strengths.Length)]);
            double Trace(Matrix moment) => v.TransposeTimes(moment.Times(v)).Diagonal().Zip(strengths, (m, s) => m * s).Sum();
            return Trace(test.Cross) / Trace(test.Total);
        }

        var (stopped, converged) = (Alignment(forecast.StopTime!.Value), Alignment(1e4));
        findings.Above("ratio", "agreement of new views when stopped over that at convergence", 3, stopped / converged, $"{Words.Of(stopped, 3)} against {Words.Of(converged, 3)}");
        findings.Add(new Figure("Agreement of views of new samples", "Trace of the cross-view over trace of the total covariance of the outputs; it falls when noise is learnt.", [new Curve("", Palette.First, [.. forecast.Times.Where(t => t > 0).Select(t => (t, Alignment(t)))])], new ChartAxes("learning rate x steps", "agreement", LogX: true)));
        findings.Add(new Table("Modes", "", ["mode", "eigenvalue", "held out", "z", "half-time"], [.. forecast.Modes.Take(12).Select(m => new[] { $"{m.Mode}", Words.Of(m.Rho, 4), Words.Of(m.HeldOut!.Rho, 4), Words.Of(m.HeldOut.Z, 1), Words.Of(m.HalfTime, 2) })]));
    }

    private static (Matrix A, Matrix B) Views(Rng rng, Matrix axes, int rows)
    {
        var shared = Spectral.Draw.Normal(rng, rows, Shared.Length).ScaleColumns([.. Shared.Select(Math.Sqrt)]).Times(axes);
        return (shared.Plus(Spectral.Draw.Normal(rng, rows, Features, .5)), shared.Plus(Spectral.Draw.Normal(rng, rows, Features, .5)));
    }

    private static PairMoments Moments(Matrix a, Matrix b, int from, int to)
    {
        double[] Part(Matrix m) => m.Values[(from * Features)..(to * Features)];
        return PairMomentsOf.Views([Part(a), Part(b)], Features);
    }
}
