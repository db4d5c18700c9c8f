using System.Diagnostics;
using Semblance.Files;
using Semblance.Insight.Dynamics;
using Semblance.Insight.Pairing;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Bench;

/// <summary>Forecasts at the sizes where no moment is formed: many features (leading directions) and many pairs (a kernel by landmarks), with seconds, memory and what the eigenvalues are off by.</summary>
/// <remarks>Arguments, each with a default: dim=10000 rows=4000 top=20 (0 rows leaves it out), pairs=100000 features=64 landmarks=300 (0 pairs leaves it out), threads=N.</remarks>
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
    }

    private void Wide()
    {
        var (dim, rows, top) = (Number("dim", 10_000), Number("rows", 4000), Number("top", 20));
        if (rows == 0) return;
        var files = Views(rows, dim, 2 * top, .5, "wide");
        using var input = PairInput.Open(new PairRequest { Views = files });
        var options = new ForecastOptions { Dim = top, Folds = 0 };
        var forecast = Timed($"{rows} pairs of {dim} features, {top} outputs", () => Forecaster.Of(input, FlowForms.Named("barlow-twins"), [KeyValuePair.Create("off-diagonal", "1")], options, []));
        using var scope = new TensorScope();
        var moment = new ViewOperator(((ViewInput)input).Views, [.. Enumerable.Range(0, rows)], isCentred: true, isCross: true, CancellationToken.None);
        var exact = Timed("its eigenvalues by Lanczos, for comparison", () => Lanczos.Largest(moment, top + 10, new SparseEigenOptions { Tolerance = 1e-5 }).Values);
        double Error(int count) => Enumerable.Range(0, count).Max(j => Math.Abs(forecast.Modes[j].Rho - exact[j]) / exact[j]);
        Console.WriteLine($"eigenvalues 1, {top / 2}, {top}, {top + 10}: {exact[0]:g4}, {exact[(top / 2) - 1]:g4}, {exact[top - 1]:g4}, {exact[top + 9]:g4}");
        Console.WriteLine($"largest relative error of the {top} eigenvalues that are learnt {Error(top):g2}, of all {top + 10} shown {Error(top + 10):g2}");
    }

    private void Long()
    {
        var (pairs, features, landmarks) = (Number("pairs", 100_000), Number("features", 64), Number("landmarks", 300));
        if (pairs == 0) return;
        var files = Views(pairs, features, 12, .3, "long");
        using var input = PairInput.Open(new PairRequest { Views = files });
        var options = new ForecastOptions { Dim = 8, Folds = 0 };
        var forecast = Timed($"{pairs} pairs of {features} features, Gaussian kernel by {landmarks} landmarks, 8 outputs", () =>
            Forecaster.Of(input, FlowForms.Named("barlow-twins"), [KeyValuePair.Create("off-diagonal", "1")], options, [], $"rbf:8,landmarks={landmarks}"));
        Console.WriteLine($"stated error: a leading eigenvalue changes by up to {forecast.FeatureError:P1} with half as many landmarks");
    }

    private T Timed<T>(string what, Func<T> job)
    {
        var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var result = job();
        Console.WriteLine($"{what}: {watch.Elapsed.TotalSeconds:F1} s, {(Environment.CpuUsage.TotalTime - before).TotalSeconds:F1} s of processor, peak memory so far {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");
        return result;
    }

    /// <summary>Shared directions whose variance falls from 4 by a tenth each, and noise of its own in each view.</summary>
    private string[] Views(int rows, int dim, int shared, double noise, string name)
    {
        const int block = 2000;
        using var rng = new Rng(5);
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var axes = Tensor.RandomNormal(rng, [dim, shared]).Qr().Q.Transpose() * Tensor.From([.. Enumerable.Range(0, shared).Select(j => (float)(2 * Math.Pow(.95, j)))], shared, 1);
        float[][] views = [new float[(long)rows * dim], new float[(long)rows * dim]];
        for (var from = 0; from < rows; from += block)
        {
            using var inner = new TensorScope();
            var count = Math.Min(block, rows - from);
            var common = Tensor.RandomNormal(rng, [count, shared]).MatMul(axes);
            foreach (var view in views) (common + (Tensor.RandomNormal(rng, [count, dim]) * noise)).ToArray<float>().CopyTo(view, (long)from * dim);
        }

        return [.. views.Select((view, k) =>
        {
            var file = Path.Combine(_folder, $"{name}{k}.npy");
            Npy.Write<float>(file, view, rows, dim);
            return file;
        })];
    }

    private int Number(string name, int otherwise) => _settings.TryGetValue(name, out var text) ? int.Parse(text) : otherwise;
}
