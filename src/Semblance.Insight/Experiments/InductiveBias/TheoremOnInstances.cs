using Semblance.Insight.Capacity;
using Semblance.Insight.Experiments.Spectral;
using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.InductiveBias;

/// <summary>The main theorem and the steps of its proof on random graphs and random classes.</summary>
internal sealed class TheoremOnInstances : Experiment
{
    private const double Slack = 1e-9;

    public override string Id => "E4";

    public override string Title => "Theorem 3.6 on random instances";

    public override string Source => "HaoChen and Ma 2023, theorem 3.6; the chain in between is derived";

    public override string Shows => "Error <= P_max tr(S_W) <= certificate <= bound of the theorem, for random clusters that the class can implement.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var rng = new Rng(context.Seed + 4);
        var wanted = context.Size(1000, 1500);
        var chains = new List<ClusterCertificate>();
        for (var drawn = 0; chains.Count < wanted; drawn++)
        {
            if (drawn % 200 == 0) context.Step($"{chains.Count} of {wanted} instances");
            if (Instance(rng, unchecked((int)context.Seed) + drawn) is { } chain) chains.Add(chain);
        }

        findings.Same("violations", $"violations among {wanted} instances with a finite bound: scatter, certificate, theorem", [0, 0, 0], [Violations(c => c.Error, c => c.Scatter), Violations(c => c.Scatter, c => c.Spectral), Violations(c => c.Spectral, c => c.Theorem)]);
        findings.Below("theorem", "error over the theorem's bound, largest", 1, Ratio(c => c.Theorem));
        findings.Note($"Largest error over scatter {Words.Of(Ratio(c => c.Scatter), 3)}, over the certificate {Words.Of(Ratio(c => c.Spectral), 3)}, over the theorem {Words.Of(Ratio(c => c.Theorem), 3)}. The specification's own search found .998, .331 and .261.");
        findings.Add(new Figure("Bounds against errors", "Every dot an instance. On the line a bound would be the error itself.",
            [
                new Curve("theorem 3.6", Palette.Third, [.. Shown().Select(c => (c.Error, c.Theorem))]) { Style = CurveStyle.Dots },
                new Curve("certificate", Palette.Second, [.. Shown().Select(c => (c.Error, c.Spectral))]) { Style = CurveStyle.Dots },
                new Curve("P_max tr(S_W)", Palette.First, [.. Shown().Select(c => (c.Error, c.Scatter))]) { Style = CurveStyle.Dots },
                new Curve("the error", "#7a8694", [(1e-5, 1e-5), (1, 1)]) { Style = CurveStyle.Dashed },
            ],
            new ChartAxes("error", "bound", LogX: true, LogY: true)));
        int Violations(Func<ClusterCertificate, double> low, Func<ClusterCertificate, double> high) => chains.Count(c => low(c) > high(c) + Slack);
        double Ratio(Func<ClusterCertificate, double> bound) => chains.Where(c => bound(c) > 1e-6).Max(c => c.Error / bound(c));
        IEnumerable<ClusterCertificate> Shown() => chains.Where(c => c.Error > 1e-5).Take(250);
    }

    /// <summary>Clusters of random size with a little leakage, and a class of their indicators and random functions; null where the theorem says nothing.</summary>
    private static ClusterCertificate? Instance(Rng rng, int seed)
    {
        using var scope = new TensorScope();
        var random = new Random(seed);
        var (clusters, extra) = (random.Next(2, 5), random.Next(0, 5));
        var points = random.Next(clusters * 3, 22);
        int[] cluster = [.. Enumerable.Range(0, points).Select(x => x < clusters ? x : random.Next(clusters))];
        var graph = Graph(random, cluster, points + random.Next(0, 10));
        var features = new Matrix(points, clusters + extra);
        var noise = Draw.Normal(rng, points, Math.Max(1, extra));
        for (var x = 0; x < points; x++)
        {
            features[x, cluster[x]] = 1;
            for (var k = 0; k < extra; k++) features[x, clusters + k] = noise[x, k];
        }

        var spectrum = AlignmentSpectrum.Of(graph.Moments(features), hasConstant: false);
        var chosen = new Matrix(features.Columns, clusters);
        for (var d = 0; d < features.Columns; d++) spectrum.Vectors.Row(d)[..clusters].CopyTo(chosen.Row(d));
        var certificate = ClusterCertificate.Of(Pairs(graph, features, cluster), chosen, spectrum.Values.Take(clusters).Sum(), clusters);
        return certificate is { Beta: > 1e-6 } && double.IsFinite(certificate.Theorem) ? certificate : null;
    }

    private static RandomGraph Graph(Random random, int[] cluster, int naturals)
    {
        var leak = Math.Pow(10, -3.5 + (3 * random.NextDouble()));
        var power = 1 + (4 * random.NextDouble());
        var kernels = new Matrix(naturals, cluster.Length);
        for (var s = 0; s < naturals; s++)
        {
            var home = cluster[s % cluster.Length];
            for (var x = 0; x < cluster.Length; x++) kernels[s, x] = Math.Pow(random.NextDouble(), power) * (cluster[x] == home ? 1 : leak);
        }

        return RandomGraph.Of(kernels, [.. Enumerable.Range(0, naturals).Select(_ => 0.1 + random.NextDouble())]);
    }

    private static WeightedPairs Pairs(RandomGraph graph, Matrix features, int[] cluster)
    {
        var n = graph.Count;
        int[] from = [.. Enumerable.Range(0, n * n).Select(p => p / n)], to = [.. Enumerable.Range(0, n * n).Select(p => p % n)];
        var table = features.ToTensor();
        var (first, second) = (table.IndexSelect(0, Tensor.From(Array.ConvertAll(from, v => (long)v), n * n)), table.IndexSelect(0, Tensor.From(Array.ConvertAll(to, v => (long)v), n * n)));
        return new WeightedPairs(first, second, [.. graph.Weights.Values], [.. from.Select(x => cluster[x])], [.. to.Select(x => cluster[x])]);
    }
}
