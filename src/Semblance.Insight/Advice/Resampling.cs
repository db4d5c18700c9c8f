using Semblance.Insight.Evaluation;
using Semblance.Tensors;

namespace Semblance.Insight.Advice;

/// <summary>Bootstrap over labelled rows, the same draws for every list of losses.</summary>
internal sealed class Resampling
{
    private const int Draws = 1000;
    private const int Chunk = 50;
    private readonly double[] _means;
    private readonly int _columns;

    /// <param name="losses">Loss of each row, one list for each candidate.</param>
    /// <param name="seed">Seed of the draws.</param>
    internal Resampling(IReadOnlyList<double[]> losses, long seed)
    {
        var n = losses[0].Length;
        (_columns, _means) = (losses.Count, new double[Draws * losses.Count]);
        using var scope = new TensorScope();
        var table = Tensor.Stack([.. losses.Select(l => Tensor.From(l, n))], 1) / n;
        var random = new Random(unchecked((int)(seed * 31) + 17));
        for (var start = 0; start < Draws; start += Chunk)
        {
            using var step = new TensorScope();
            var counts = new double[Chunk * n];
            for (var d = 0; d < Chunk; d++)
            {
                for (var i = 0; i < n; i++) counts[(d * n) + random.Next(n)]++;
            }

            Tensor.From(counts, Chunk, n).MatMul(table).ToArray<double>().CopyTo(_means, start * _columns);
        }
    }

    /// <summary>95% interval of a mean loss.</summary>
    internal Interval Of(int column) => Percentiles(d => _means[(d * _columns) + column]);

    /// <summary>95% interval of the difference of two mean losses.</summary>
    internal Interval Difference(int column, int from) => Percentiles(d => _means[(d * _columns) + column] - _means[(d * _columns) + from]);

    private static Interval Percentiles(Func<int, double> value)
    {
        var values = Enumerable.Range(0, Draws).Select(value).Order().ToArray();
        return new Interval(Statistics.Percentile(values, 0.025), Statistics.Percentile(values, 0.975));
    }
}
