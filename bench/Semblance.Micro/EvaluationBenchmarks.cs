using BenchmarkDotNet.Attributes;
using Semblance.Insight.Benchmarks;
using Semblance.Insight.Evaluation;
using Semblance.Pairs.Neighbours;
using Semblance.Tensors;

namespace Semblance.Micro;

/// <summary>Neighbours, probe and clusters on 6,000 rows of 128.</summary>
public class EvaluationBenchmarks
{
    private const int Rows = 6000;
    private BenchmarkContext? _context;
    private BenchmarkFeatures? _features;
    private Tensor? _rows;

    [GlobalSetup]
    public void Draw()
    {
        _context = new BenchmarkContext(new BenchmarkOptions { WithPeer = false }, default);
        _features = BenchmarkFeatures.Of(_context, Rows);
        _rows = _features.Train.ToTensor().Keep();
    }

    [GlobalCleanup]
    public void Close()
    {
        _rows!.Dispose();
        _context!.Dispose();
    }

    [Benchmark]
    public NeighbourTable Neighbours() => NearestNeighbours.Search(_features!.Train.Values, _features.Test.Values, BenchmarkFeatures.Dim, 20, Metric.Cosine);

    [Benchmark]
    public NeighbourTable NeighboursWithin() => NearestNeighbours.SearchWithin(_features!.Train.Values, BenchmarkFeatures.Dim, 20, Metric.Euclidean);

    [Benchmark]
    public double[] LogisticProbe() => LogisticCost.Fit(_features!, _rows!, 1.0 / Rows);

    [Benchmark]
    public double Clusters()
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        return KMeans.Fit(_rows!, _features!.Train, BenchmarkFeatures.Classes, 1, 0).Inertia;
    }
}
