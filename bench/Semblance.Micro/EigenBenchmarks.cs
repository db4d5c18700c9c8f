using BenchmarkDotNet.Attributes;
using Semblance.Numerics;

namespace Semblance.Micro;

/// <summary>The eigen-solvers behind the closed forms.</summary>
public class EigenBenchmarks
{
    private Matrix? _cross;
    private Matrix? _total;

    /// <summary>Side of the matrices.</summary>
    [Params(128, 512)]
    public int Side { get; set; }

    [GlobalSetup]
    public void Draw()
    {
        var random = new Random(0);
        var first = new Matrix(2 * Side, Side, [.. Enumerable.Range(0, 2 * Side * Side).Select(_ => random.NextDouble() - 0.5)]);
        _total = Moments(first, 1);
        _cross = Moments(first, 0.5);
    }

    [Benchmark]
    public Eigenpairs Symmetric() => SymmetricEigen.Decompose(_total!);

    [Benchmark]
    public GeneralisedSpectrum Generalised() => GeneralisedEigen.Solve(_cross!, _total!, new GeneralisedOptions { Count = 16 });

    // X'X with later columns weaker, as features are.
    private Matrix Moments(Matrix x, double power)
    {
        var values = new double[Side * Side];
        for (var i = 0; i < Side; i++)
        {
            for (var j = 0; j < Side; j++)
            {
                var sum = i == j ? 1e-3 : 0;
                for (var r = 0; r < 2 * Side; r++) sum += x[r, i] * x[r, j] * Math.Pow((i + 1.0) * (j + 1.0), -power);
                values[(i * Side) + j] = sum;
            }
        }

        return new Matrix(Side, Side, values);
    }
}
