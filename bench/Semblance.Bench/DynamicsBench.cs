using System.Diagnostics;
using Semblance.Insight.Dynamics;
using Semblance.Insight.Pairing;
using Semblance.Numerics;
using Semblance.Objectives;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Tensors;

namespace Semblance.Bench;

/// <summary>Forecasts at the sizes where no moment is formed: many features (leading directions) and many pairs (a kernel by landmarks), with seconds, memory and what the eigenvalues are off by.</summary>
/// <remarks>Arguments, each with a default: dim=10000 rows=4000 top=20 (0 rows leaves it out), pairs=100000 features=64 landmarks=300 (0 pairs leaves it out), stored=20000 (rows of dim numbers
/// that stay on disk, 0 leaves them out; 100000 needs 8 GB there), method=barlow-twins of the stored ones, solve=false (also the optimum of VICReg on them), folds=2, threads=N.</remarks>
internal sealed class DynamicsBench : IDisposable
{
    private readonly Dictionary<string, string> _settings;
    private readonly string _folder = Directory.CreateTempSubdirectory("semblance-bench-").FullName;

    private DynamicsBench(string[] arguments)
    {
        _settings = arguments.Select(a => a.Split('=', 2)).ToDictionary(a => a[0], a => a[^1]);
        if (_settings.TryGetValue("threads", out var threads)) Runtime.Threads = int.Parse(threads);
    }

    public void Dispose() => Directory.Delete(_folder, true);

    internal static void Run(string[] arguments)
    {
        using var bench = new DynamicsBench(arguments);
        bench.Wide();
        bench.Long();
        bench.Stored();
    }

    private void Wide()
    {
        var (dim, rows, top) = (Number("dim", 10_000), Number("rows", 4000), Number("top", 20));
        if (rows == 0) return;
        var files = DrawnViews.Write(_folder, "wide", rows, dim, 2 * top, .5);
        using var input = PairInput.Open(new PairRequest { Views = files });
        var options = new ForecastOptions { Dim = top, Folds = 0 };
        var forecast = Timed($"{rows} pairs of {dim} features, {top} outputs", () => Forecaster.Of(input, FlowForms.Named("barlow-twins"), [KeyValuePair.Create("off-diagonal", "1")], options, []));
        using var scope = new TensorScope();
        var moment = new Streamed(new StreamedMoment(input, isCross: true, isCentred: true, folds: 0), dim);
        var exact = Timed("its eigenvalues by Lanczos, for comparison", () => Lanczos.Largest(moment, top + 10, new SparseEigenOptions { Tolerance = 1e-5 }).Values);
        double Error(int count) => Enumerable.Range(0, count).Max(j => Math.Abs(forecast.Modes[j].Rho - exact[j]) / exact[j]);
        Console.WriteLine($"eigenvalues 1, {top / 2}, {top}, {top + 10}: {exact[0]:g4}, {exact[(top / 2) - 1]:g4}, {exact[top - 1]:g4}, {exact[top + 9]:g4}");
        Console.WriteLine($"largest relative error of the {top} eigenvalues that are learnt {Error(top):g2}, of all {top + 10} shown {Error(top + 10):g2}");
    }

    private void Long()
    {
        var (pairs, features, landmarks) = (Number("pairs", 100_000), Number("features", 64), Number("landmarks", 300));
        if (pairs == 0) return;
        var files = DrawnViews.Write(_folder, "long", pairs, features, 12, .3);
        using var input = PairInput.Open(new PairRequest { Views = files });
        var options = new ForecastOptions { Dim = 8, Folds = 0 };
        var forecast = Timed($"{pairs} pairs of {features} features, Gaussian kernel by {landmarks} landmarks, 8 outputs", () =>
            Forecaster.Of(input, FlowForms.Named("barlow-twins"), [KeyValuePair.Create("off-diagonal", "1")], options, [], $"rbf:8,landmarks={landmarks}"));
        Console.WriteLine($"stated error: a leading eigenvalue changes by up to {forecast.FeatureError:P1} with half as many landmarks");
    }

    /// <summary>Many features of many pairs at once: neither views nor moments are held.</summary>
    private void Stored()
    {
        var (rows, dim, top, folds) = (Number("stored", 20_000), Number("dim", 10_000), Number("top", 20), Number("folds", 2));
        if (rows == 0) return;
        var files = DrawnViews.Write(_folder, "stored", rows, dim, 2 * top, .5);
        using var input = StoredViewInput.OpenIfLarge(new PairRequest { Views = files }, 0)!;
        var options = new ForecastOptions { Dim = top, Folds = folds };
        var method = _settings.GetValueOrDefault("method", "barlow-twins");
        var what = $"{input.Description}, {top} outputs";
        var forecast = Timed($"{what}, {method}, {folds} folds", () => Forecaster.Of(input, FlowForms.Named(method), method == "barlow-twins" ? [KeyValuePair.Create("off-diagonal", "1")] : [], options, []));
        var fit = forecast.Leading!;
        Console.WriteLine($"{fit.Directions} directions in {fit.Passes} passes; {forecast.Warnings.First(w => w.Contains("leading"))}");
        if (fit.Residuals is { } residuals)
        {
            Console.WriteLine($"largest residual over eigenvalue, of the {top} that are learnt {Enumerable.Range(0, top).Max(j => residuals[j] / forecast.Modes[j].Rho):g2}, of all {residuals.Count} shown {residuals.Select((r, j) => r / forecast.Modes[j].Rho).Max():g2}");
            Console.WriteLine($"largest relative distance of the {top} from the population's eigenvalues {Enumerable.Range(0, top).Max(j => Math.Abs((forecast.Modes[j].Rho / DrawnViews.Variance(j)) - 1)):g2} (sampling: {Math.Sqrt(2.0 / rows):g2})");
        }

        if (forecast.Signal is { } signal) Console.WriteLine($"modes told from noise: {signal} of {forecast.Modes.Count} shown, {2 * top} planted");
        if (_settings.GetValueOrDefault("solve") != "true") return;
        var solution = Timed($"{what}, optimum of VICReg", () => PairSolver.Solve(input, Optima.Create("vicreg", []), new SolveOptions { Dim = top }));
        Console.WriteLine($"{solution.Warnings[^1]}; correlations {solution.Spectrum[0]:g6} to {solution.Spectrum[top - 1]:g6}, the population's {Correlation(0):g6} to {Correlation(top - 1):g6}; gap of the certificate {solution.Certificate.Gap:g2}");
    }

    /// <summary>Canonical correlation of a shared direction under noise of variance .25.</summary>
    private static double Correlation(int direction) => DrawnViews.Variance(direction) / (DrawnViews.Variance(direction) + .25);

    private T Timed<T>(string what, Func<T> job)
    {
        var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var result = job();
        Console.WriteLine($"{what}: {watch.Elapsed.TotalSeconds:F1} s, {(Environment.CpuUsage.TotalTime - before).TotalSeconds:F1} s of processor, peak memory so far {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");
        return result;
    }

    private int Number(string name, int otherwise) => _settings.TryGetValue(name, out var text) ? int.Parse(text) : otherwise;

    /// <summary>Streamed products as an operator for another solver.</summary>
    private sealed class Streamed(StreamedMoment moment, int size) : ISymmetricOperator
    {
        public int Size => size;

        public void Multiply(ReadOnlySpan<double> block, Span<double> result, int columns) =>
            moment.Multiply([new Matrix(size, columns, block.ToArray())], null, CancellationToken.None)[0].Values.CopyTo(result);
    }
}
