using System.Diagnostics;
using System.Globalization;
using Semblance.Numerics;
using Semblance.Pairs.Relations;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>Two sparse eigen-solvers on graphs of up to a million nodes.</summary>
internal sealed class LargeGraphs : Experiment
{
    private const int Blocks = 10, Dim = 9;

    public override string Id => "E23";

    public override string Title => "A million nodes";

    public override string Source => "Scaling of the closed forms; stochastic block model of 10 blocks, mean degree 15";

    public override string Shows => "Laplacian eigenmaps of a large graph take seconds, find its blocks, and come out alike from Lanczos' and from Chebyshev's method.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (var count in context.Size<int[]>([20_000], [100_000, 1_000_000]))
        {
            using var rng = new Rng(context.Seed);
            context.Step($"graph of {count} nodes");
            var graph = Graph(rng, count);
            var roots = new Matrix(count, 1, Array.ConvertAll(graph.Degrees.ToArray(), Math.Sqrt));
            var options = new SparseEigenOptions { Deflate = roots, Seed = (int)context.Seed };
            context.Step($"Chebyshev, {count} nodes");
            var watch = Stopwatch.StartNew();
            var chebyshev = ChebyshevSubspace.Largest(graph.NormalisedAdjacency, Dim, options);
            var first = watch.Elapsed.TotalSeconds;
            context.Step($"Lanczos, {count} nodes");
            watch.Restart();
            var lanczos = Lanczos.Largest(graph.NormalisedAdjacency, Dim, options);
            var second = watch.Elapsed.TotalSeconds;
            var angle = Subspace.LargestAngle(chebyshev.Vectors, lanczos.Vectors);
            var accuracy = 1 - Error(chebyshev.Vectors, roots);
            var name = count.ToString(CultureInfo.InvariantCulture);
            findings.Above($"accuracy.{name}", $"{name} nodes: share of nodes whose block a linear probe of the eigenmaps tells", 0.999, accuracy);
            findings.Below($"angle.{name}", $"{name} nodes: largest angle between the two solvers' spaces, degrees", 0.1, angle);
            rows.Add([name, $"{graph.NonZeros}", Words.Of(first, 1), Words.Of(second, 1), Words.Of(accuracy), Words.Of(angle)]);
        }

        findings.Add(new Table("Solvers", "Times are of this run, on this machine, with whatever else it was doing.", ["nodes", "entries", "Chebyshev, s", "Lanczos, s", "accuracy", "angle, degrees"], rows));
    }

    /// <summary>Each node draws 7 or 8 others, nine of ten in its own block.</summary>
    private static RelationGraph Graph(Rng rng, int count)
    {
        var size = count / Blocks;
        var pairs = new List<(int, int)>(count * 8);
        var weights = new List<double>(count * 8);
        const int chunk = 100_000;
        for (var start = 0; start < count; start += chunk)
        {
            var rows = Math.Min(chunk, count - start);
            var draws = Draw.Uniform(rng, rows * 16);
            for (var i = 0; i < rows; i++)
            {
                var node = start + i;
                var many = node % 2 == 0 ? 8 : 7;
                for (var k = 0; k < many; k++)
                {
                    var (where, which) = (draws[(16 * i) + (2 * k)], draws[(16 * i) + (2 * k) + 1]);
                    var other = where < 0.9 ? (node / size * size) + (int)(which * size) : (int)(which * count);
                    if (other == node) continue;
                    pairs.Add((node, other));
                    weights.Add(1);
                }
            }
        }

        return Relation.FromPairs(count, pairs, weights);
    }

    private static double Error(Matrix vectors, Matrix roots)
    {
        using var scope = new TensorScope();
        var (count, size) = (vectors.Rows, vectors.Rows / Blocks);
        var maps = vectors.ToTensor() / roots.ToTensor() * Math.Sqrt(count);
        var features = Tensor.Cat([maps, Tensor.Ones([count, 1], ElementType.Float64)], 1);
        return KernelEncoders.ProbeError(features, [.. Enumerable.Range(0, count).Select(i => i / size)], Blocks);
    }
}
