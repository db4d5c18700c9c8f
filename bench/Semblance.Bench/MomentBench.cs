using System.Diagnostics;
using Semblance.Pairs.Moments;
using Semblance.Tensors;

namespace Semblance.Bench;

/// <summary>Rates of pair moments beside the matrix product of the same machine, and the memory of a long stream.</summary>
/// <remarks>Arguments after "moments": rows=10000000 dim=256 (the stream), big=60000 (rows of 784 numbers for the table), threads=2.</remarks>
internal static class MomentBench
{
    // Rows that the stream is made of: more than any cache holds.
    private const int PoolRows = 1 << 16;

    internal static void Run(string[] args)
    {
        var rows = Value(args, "rows", 1_000_000);
        var dim = (int)Value(args, "dim", 256);
        var big = (int)Value(args, "big", 60_000);
        Runtime.Threads = (int)Value(args, "threads", Runtime.Threads);
        Console.WriteLine($"threads {Runtime.Threads}");
        Console.WriteLine("matrix product of float32 / float64, GFLOP/s: one tile's own rows' rows, full square");
        foreach (var d in new[] { 784, dim }) Console.WriteLine($"  {d,5} columns   {Product(d, ElementType.Float32),6:F0} / {Product(d, ElementType.Float64):F0}");
        Console.WriteLine($"moments of two views of {big} x 784, float32 rows in memory, best of 5");
        foreach (var precision in Enum.GetValues<MomentPrecision>()) Table(big, precision);
        Console.WriteLine($"stream of {rows} samples, two views, {dim} numbers, made block by block");
        foreach (var precision in Enum.GetValues<MomentPrecision>()) Stream(rows, dim, precision);
    }

    private static void Table(int rows, MomentPrecision precision)
    {
        const int dim = 784;
        float[][] views = [Noise((long)rows * dim, 1), Noise((long)rows * dim, 2)];
        var best = Enumerable.Range(0, 5).Min(_ =>
        {
            var watch = Stopwatch.StartNew();
            using var accumulator = new MomentAccumulator(dim, precision: precision);
            accumulator.Add(views);
            accumulator.ToMoments();
            return watch.Elapsed.TotalSeconds;
        });
        Console.WriteLine($"  {precision,-8} {best,6:F3} s");
    }

    /// <summary>Blocks are windows of a pool of random rows with signs of their own; the second view adds noise of another window.</summary>
    private static void Stream(long rows, int dim, MomentPrecision precision)
    {
        const int block = 4096;
        var pool = Noise((long)PoolRows * dim, 3);
        float[][] views = [new float[block * dim], new float[block * dim]];
        using var accumulator = new MomentAccumulator(dim, precision: precision);
        var (product, adding, start) = (Product(dim, precision == MomentPrecision.Float32 ? ElementType.Float32 : ElementType.Float64), new Stopwatch(), Stopwatch.StartNew());
        long first = 0, most = 0;
        for (long done = 0, number = 0; done < rows; done += block, number++)
        {
            Make(pool, views, dim, number);
            adding.Start();
            accumulator.Add(views);
            adding.Stop();
            if (number == 50) first = Environment.WorkingSet;
            if (number % 50 == 49) most = Math.Max(most, Environment.WorkingSet);
        }

        adding.Start();
        accumulator.ToMoments();
        adding.Stop();
        var rate = MomentAccumulator.Operations(accumulator.Rows, dim, 2) / adding.Elapsed.TotalSeconds / 1e9;
        Console.WriteLine($"  {precision,-8} {accumulator.Rows / adding.Elapsed.TotalSeconds / 1e6,6:F2} million samples/s ({start.Elapsed.TotalSeconds:F1} s with making the rows), {rate:F0} GFLOP/s performed = {100 * rate / product:F0}% of the product; "
            + $"memory {first >> 20} MiB after 50 blocks, {most >> 20} MiB at most");
    }

    private static void Make(float[] pool, float[][] views, int dim, long number)
    {
        var rows = views[0].Length / dim;
        var (a, b, sign) = ((int)(number * 7919 % (PoolRows - rows)), (int)(number * 104_729 % (PoolRows - rows)), number % 3 == 0 ? -1f : 1f);
        Parallel.For(0, rows, row =>
        {
            var one = pool.AsSpan((a + row) * dim, dim);
            var other = pool.AsSpan((b + row) * dim, dim);
            for (var c = 0; c < dim; c++)
            {
                var value = sign * one[c];
                views[0][(row * dim) + c] = value;
                views[1][(row * dim) + c] = value + (0.5f * other[c]);
            }
        });
    }

    private static double Product(int dim, ElementType type)
    {
        const int rows = 4096;
        using var scope = new TensorScope();
        using var rng = new Rng(1);
        var x = Tensor.RandomNormal(rng, [rows, dim], type);
        var left = x.Transpose();
        double best = double.MaxValue;
        for (var k = 0; k < 20; k++)
        {
            using var step = new TensorScope();
            var watch = Stopwatch.StartNew();
            left.MatMul(x);
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
        }

        return 2.0 * rows * dim * dim / best / 1e9;
    }

    private static float[] Noise(long count, int seed)
    {
        var random = new Random(seed);
        var values = new float[count];
        for (long i = 0; i < count; i++) values[i] = random.NextSingle() + random.NextSingle() - 0.5f;
        return values;
    }

    private static long Value(string[] args, string name, long otherwise) =>
        args.Where(a => a.StartsWith(name + "=", StringComparison.Ordinal)).Select(a => long.Parse(a[(name.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture)).FirstOrDefault(otherwise);
}
