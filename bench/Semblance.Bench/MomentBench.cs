using System.Diagnostics;
using System.Globalization;
using Semblance.Pairs;
using Semblance.Pairs.Moments;
using Semblance.Tensors;

namespace Semblance.Bench;

/// <summary>Rates of pair moments beside the matrix product of the same machine, the memory of a long stream, and what float32 products cost in digits.</summary>
/// <remarks>Arguments, each with a default: rows=1000000 dim=256 (the stream; 0 leaves it out), big=60000 (rows of 784 numbers; 0 leaves them out), images=FOLDER, threads=N,
/// peer=python3, clock=wall or clock=processor (processor time, for one thread on a machine that does other work).</remarks>
internal sealed class MomentBench
{
    // Rows that the stream is made of: more than any cache holds.
    private const int PoolRows = 1 << 16;
    private const int Block = 4096;
    private readonly Dictionary<string, string> _settings;
    private readonly Func<double> _clock;

    private MomentBench(string[] args)
    {
        _settings = args.Select(a => a.Split('=', 2)).ToDictionary(p => p[0], p => p.ElementAtOrDefault(1) ?? "");
        Runtime.Threads = (int)Number("threads", Runtime.Threads);
        var watch = Stopwatch.StartNew();
        _clock = _settings.GetValueOrDefault("clock") == "processor" ? () => Environment.CpuUsage.TotalTime.TotalSeconds : () => watch.Elapsed.TotalSeconds;
    }

    internal static void Run(string[] args)
    {
        var bench = new MomentBench(args);
        Console.WriteLine($"threads {Runtime.Threads}, {bench._settings.GetValueOrDefault("clock", "wall")} clock");
        bench.Streams();
        bench.Tables();
        bench.Digits();
    }

    private void Streams()
    {
        var (rows, dim) = (Number("rows", 1_000_000), (int)Number("dim", 256));
        if (rows == 0) return;
        Console.WriteLine($"stream of {rows} samples, two views, {dim} numbers, made block by block");
        var pool = Noise((long)PoolRows * dim, 3);
        foreach (var precision in Enum.GetValues<MomentPrecision>()) Stream(pool, rows, dim, precision);
    }

    /// <summary>The product's own rate is taken between the blocks, so that both see the same machine.</summary>
    private void Stream(float[] pool, long rows, int dim, MomentPrecision precision)
    {
        const int every = 16;
        var type = precision == MomentPrecision.Float32 ? ElementType.Float32 : ElementType.Float64;
        float[][] views = [new float[Block * dim], new float[Block * dim]];
        using var accumulator = new MomentAccumulator(dim, precision: precision);
        List<double> slices = [], products = [];
        long early = 0, most = 0;
        double slice = 0;
        for (long done = 0, number = 0; done < rows; done += Block, number++)
        {
            Make(pool, views, dim, number);
            var start = _clock();
            accumulator.Add(views);
            slice += _clock() - start;
            if (number % every != every - 1) continue;
            slices.Add(MomentAccumulator.Operations(every * Block, dim, 2) / slice / 1e9);
            products.Add(Product(dim, type, 4));
            slice = 0;
            most = Math.Max(most, Process.GetCurrentProcess().WorkingSet64);
            if (early == 0) early = most;
        }

        accumulator.ToMoments();
        var (rate, product) = (Median(slices), Median(products));
        // Three products of two views, X'X, Y'Y and X'Y, are what the moments take without the triangles and the contrasts.
        var saved = 3 * 2.0 * dim * dim / MomentAccumulator.Operations(1, dim, 2);
        Console.WriteLine($"  {precision,-8} {rate * saved,5:F0} GFLOP/s counted as three plain products, {rate:F0} performed; one plain product {product:F0}: {100 * rate * saved / product:F0}% and {100 * rate / product:F0}%; "
            + $"{rate * 1e3 / MomentAccumulator.Operations(1, dim, 2):F2} million samples/s; memory {early >> 20} MiB after {every} blocks, {most >> 20} MiB at most");
    }

    private void Tables()
    {
        const int dim = 784;
        var rows = Number("big", 60_000);
        if (rows == 0) return;
        Console.WriteLine($"moments of two views of {rows} x {dim}, float32 rows in memory, best of 5; product {Product(dim, ElementType.Float32, 8):F0} GFLOP/s in float32, {Product(dim, ElementType.Float64, 8):F0} in float64");
        float[][] views = [Noise(rows * dim, 1), Noise(rows * dim, 2)];
        foreach (var precision in Enum.GetValues<MomentPrecision>())
        {
            var best = Enumerable.Range(0, 5).Min(_ =>
            {
                var start = _clock();
                using var accumulator = new MomentAccumulator(dim, precision: precision);
                accumulator.Add(views);
                accumulator.ToMoments();
                return _clock() - start;
            });
            Console.WriteLine($"  {precision,-8} {best,6:F3} s, {MomentAccumulator.Operations(rows, dim, 2) / best / 1e9:F0} GFLOP/s performed");
        }

        var script = Path.Combine(AppContext.BaseDirectory, "moments.py");
        using var peer = Process.Start(new ProcessStartInfo(_settings.GetValueOrDefault("peer", "/usr/bin/python3"), [script, $"{rows}", _settings.GetValueOrDefault("clock", "wall")]) { Environment = { ["OPENBLAS_NUM_THREADS"] = $"{Runtime.Threads}" } });
        peer?.WaitForExit();
    }

    /// <summary>FashionMNIST with the preset of augmentations for it, moved away from the origin.</summary>
    private void Digits()
    {
        var folder = _settings.GetValueOrDefault("images");
        using var data = DataSets.Open(new DataRequest { Name = "fashion-mnist", DataRoot = folder });
        using var loader = new ViewLoader(data, ViewPlan.Named("fashion", data, 28), PairSources.Augmentation(data), new LoaderOptions { Batch = 6000, Workers = 2 });
        foreach (var offset in new[] { 0f, 50, 3000 })
        {
            using var exact = new MomentAccumulator(784);
            using var fast = new MomentAccumulator(784, precision: MomentPrecision.Float32);
            foreach (var batch in loader.Epoch(0))
            {
                float[][] views = [Moved(batch.View(0), offset), Moved(batch.View(1), offset)];
                batch.Dispose();
                exact.Add(views);
                fast.Add(views);
            }

            Console.WriteLine($"  fashion-mnist + {offset,-4}: float32 products differ from float64 by at most {Difference(exact.ToMoments(), fast.ToMoments()):g2} of sqrt(Total_ii Total_jj)");
        }
    }

    private static float[] Moved(ReadOnlySpan<float> values, float offset)
    {
        var moved = values.ToArray();
        for (var i = 0; i < moved.Length; i++) moved[i] += offset;
        return moved;
    }

    private static double Difference(PairMoments exact, PairMoments fast)
    {
        double worst = 0;
        for (var i = 0; i < exact.Dim; i++)
        {
            for (var j = 0; j < exact.Dim; j++)
            {
                var scale = Math.Sqrt(exact.Total[i, i] * exact.Total[j, j]);
                var most = Math.Max(Math.Abs(exact.Total[i, j] - fast.Total[i, j]), Math.Abs(exact.Cross[i, j] - fast.Cross[i, j]));
                if (scale > 0) worst = Math.Max(worst, most / scale);
            }
        }

        return worst;
    }

    /// <summary>Blocks are windows of a pool of random rows with signs of their own; the second view adds noise of another window.</summary>
    private static void Make(float[] pool, float[][] views, int dim, long number)
    {
        var (a, b, sign) = ((int)(number * 7919 % (PoolRows - Block)), (int)(number * 104_729 % (PoolRows - Block)), number % 3 == 0 ? -1f : 1f);
        for (var row = 0; row < Block; row++)
        {
            var one = pool.AsSpan((a + row) * dim, dim);
            var other = pool.AsSpan((b + row) * dim, dim);
            for (var c = 0; c < dim; c++)
            {
                var value = sign * one[c];
                views[0][(row * dim) + c] = value;
                views[1][(row * dim) + c] = value + (0.5f * other[c]);
            }
        }
    }

    /// <summary>Rate of a full square product of a tile of 4096 rows with itself, GFLOP/s, the best of some.</summary>
    private double Product(int dim, ElementType type, int repeats)
    {
        using var scope = new TensorScope();
        var x = Tensor.Full([Block, dim], 0.5, type);
        var left = x.Transpose();
        var best = double.MaxValue;
        for (var k = 0; k < repeats; k++)
        {
            using var step = new TensorScope();
            var start = _clock();
            left.MatMul(x);
            best = Math.Min(best, _clock() - start);
        }

        return 2.0 * Block * dim * dim / best / 1e9;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static float[] Noise(long count, int seed)
    {
        var random = new Random(seed);
        var values = new float[count];
        for (long i = 0; i < count; i++) values[i] = random.NextSingle() + random.NextSingle() - 0.5f;
        return values;
    }

    private long Number(string name, long otherwise) => _settings.TryGetValue(name, out var text) ? long.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
