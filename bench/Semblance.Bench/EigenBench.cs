using System.Diagnostics;
using Semblance.Files;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Bench;

/// <summary>Seconds of the eigen-solvers, on the clock and of the processor (all threads, the best of some runs), beside SciPy and scikit-learn where they are installed.</summary>
/// <remarks>Arguments, each with a default: dim=784 top=64 points=10000 components=16 nodes=100000 lanczos=1 images=FILE peer=python3 threads=N; 0 leaves a part out.</remarks>
internal sealed class EigenBench : IDisposable
{
    private readonly Dictionary<string, string> _settings;
    private readonly string _folder = Directory.CreateTempSubdirectory("semblance-bench-").FullName;

    private EigenBench(string[] arguments)
    {
        _settings = arguments.Select(a => a.Split('=', 2)).ToDictionary(a => a[0], a => a[^1]);
        if (_settings.TryGetValue("threads", out var threads)) Runtime.Threads = int.Parse(threads);
    }

    public void Dispose() => Directory.Delete(_folder, true);

    internal static void Run(string[] arguments)
    {
        using var bench = new EigenBench(arguments);
        Console.WriteLine($"{"problem",-48} {"seconds",9} {"cpu",9} {"products",9} {"residual",9}");
        bench.Generalised();
        bench.Embedding();
        bench.BlockModel();
    }

    private int Number(string name, int otherwise) => _settings.TryGetValue(name, out var text) ? int.Parse(text) : otherwise;

    private string Path(string name) => System.IO.Path.Combine(_folder, name);

    private void Generalised()
    {
        var (dim, top) = (Number("dim", 784), Number("top", 64));
        if (dim == 0) return;
        var (c, s) = Moments(dim);
        Pairs($"C w = rho S w, d = {dim}, top {top}", 3, () => (GeneralisedEigen.Solve(c, s, new GeneralisedOptions { Count = top }).Pairs, 0));
        Npy.Write<double>(Path("c.npy"), c.Values, dim, dim);
        Npy.Write<double>(Path("s.npy"), s.Values, dim, dim);
        Peer("generalised", Path("c.npy"), Path("s.npy"), $"{top}");
    }

    /// <summary>Moments of 4 d pairs of views with features of falling variance.</summary>
    private static (Matrix Cross, Matrix Total) Moments(int dim)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(1);
        var scale = (Tensor.Arange(dim, ElementType.Float64) * (-4.0 / dim)).Exp();
        Tensor View(Tensor shared) => (shared + (Tensor.RandomNormal(rng, [4 * dim, dim], ElementType.Float64) * 0.5)) * scale;
        var sample = Tensor.RandomNormal(rng, [4 * dim, dim], ElementType.Float64);
        var (a, b) = (View(sample), View(sample));
        var cross = a.Transpose().MatMul(b);
        return (Matrix.From((cross + cross.Transpose()) / (8.0 * dim)), Matrix.From((a.Transpose().MatMul(a) + b.Transpose().MatMul(b)) / (8.0 * dim)));
    }

    private void Embedding()
    {
        var (points, components) = (Number("points", 10_000), Number("components", 16));
        var images = _settings.GetValueOrDefault("images", "/usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz");
        if (points == 0) return;
        if (!File.Exists(images))
        {
            Console.WriteLine($"spectral embedding skipped: no {images}");
            return;
        }

        var (rows, dim) = EigenProblems.Images(images, points);
        var graph = EigenProblems.NeighbourGraph(rows, dim, 10);
        var (matrix, root) = EigenProblems.Normalised(graph);
        var pairs = Iterations($"{components} of the 10-NN graph of {points} images", matrix, root, components, 5);
        Npy.Write<long>(Path("starts.npy"), graph.Starts, graph.Size + 1);
        Npy.Write<int>(Path("columns.npy"), graph.Columns, graph.Count);
        Npy.Write<double>(Path("values.npy"), [.. Enumerable.Range(0, graph.Count).Select(e => graph.Value(e))], graph.Count);
        if (!Peer("embedding", _folder, $"{components}", Path("theirs.npy"))) return;
        var theirs = new Matrix(points, components, Npy.Read(Path("theirs.npy")).ToDoubles());
        Console.WriteLine($"  largest angle between the two embeddings: {Subspace.LargestAngle(pairs.Vectors, theirs):g3} degrees");
    }

    private void BlockModel()
    {
        var nodes = Number("nodes", 100_000);
        if (nodes == 0) return;
        var graph = EigenProblems.BlockModel(nodes, 15);
        var (matrix, root) = EigenProblems.Normalised(graph);
        Iterations($"9 of a block model, {nodes} nodes, {graph.Count} elements", matrix, root, 9, 1);
        Console.WriteLine($"  peak resident memory {Environment.WorkingSet >> 20} MiB now, {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB at most");
    }

    /// <summary>Processor nanoseconds for each multiplication of a product with 16 vectors, the best of some.</summary>
    private static void Product(SparseMatrix matrix)
    {
        const int Columns = 16;
        var (block, result) = (new double[matrix.Size * Columns], new double[matrix.Size * Columns]);
        block.AsSpan().Fill(1); // pages never written to would all be one in memory
        var least = double.PositiveInfinity;
        for (var i = 0; i < 12; i++)
        {
            var cpu = Environment.CpuUsage.TotalTime;
            matrix.Multiply(block, result, Columns);
            least = Math.Min(least, (Environment.CpuUsage.TotalTime - cpu).TotalNanoseconds);
        }

        Console.WriteLine($"  {least / ((double)matrix.Count * Columns):F2} ns for each element and vector of a product with {Columns} vectors");
    }

    private Eigenpairs Iterations(string what, SparseMatrix matrix, double[] root, int count, int repeats)
    {
        var options = new SparseEigenOptions { Deflate = new Matrix(root.Length, 1, root) };
        Eigenpairs Counted(Func<ISymmetricOperator, Eigenpairs> solve, string name)
        {
            return Pairs($"{what}, {name}", repeats, () =>
            {
                var counting = new Counting(matrix);
                return (solve(counting), counting.Products);
            });
        }

        Product(matrix);
        if (Number("lanczos", 1) > 0) Counted(a => Lanczos.Largest(a, count, options), "Lanczos");
        return Counted(a => ChebyshevSubspace.Largest(a, count, options), "Chebyshev");
    }

    private static Eigenpairs Pairs(string what, int repeats, Func<(Eigenpairs Pairs, long Products)> solve)
    {
        var (result, products, best, leastCpu) = ((Eigenpairs?)null, 0L, double.PositiveInfinity, double.PositiveInfinity);
        for (var i = 0; i < repeats; i++)
        {
            var (watch, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            (result, products) = solve();
            best = Math.Min(best, watch.Elapsed.TotalSeconds);
            leastCpu = Math.Min(leastCpu, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
        }

        Console.WriteLine($"{what,-48} {best,9:F3} {leastCpu,9:F3} {products,9} {result!.Residuals.Max(),9:g2}");
        return result;
    }

    /// <summary>Lets bench/eigen.py print its own line; false, with a line that says so, where it cannot run.</summary>
    private bool Peer(params string[] arguments)
    {
        var script = System.IO.Path.Combine(AppContext.BaseDirectory, "eigen.py");
        var start = new ProcessStartInfo(_settings.GetValueOrDefault("peer", "/usr/bin/python3"), [script, .. arguments]) { RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var complaint = process.StandardError.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode == 0) return true;
            Console.WriteLine($"  peer skipped: {complaint.Trim().Split('\n')[^1]}");
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            Console.WriteLine($"  peer skipped: {exception.Message}");
        }

        return false;
    }

    private sealed class Counting(ISymmetricOperator inner) : ISymmetricOperator
    {
        internal long Products { get; private set; }

        public int Size => inner.Size;

        public void Multiply(ReadOnlySpan<double> block, Span<double> result, int columns)
        {
            Products += columns;
            inner.Multiply(block, result, columns);
        }
    }
}
