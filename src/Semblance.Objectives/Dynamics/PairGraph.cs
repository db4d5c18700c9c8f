using Semblance.Errors;
using Semblance.Numerics;

namespace Semblance.Objectives.Dynamics;

/// <summary>The symmetric graph B of a loss over stacked points: the loss of embeddings U [n, k] is -Tr(U'BU).</summary>
/// <remarks>Esser, Mukherjee and Ghoshdastidar 2023 for the losses; the graph serves any network, linear or not.</remarks>
public sealed class PairGraph : ISymmetricOperator
{
    private readonly int[] _first;
    private readonly int[] _second;
    private readonly double[] _weights;

    /// <summary>A graph from its edges; each counts in both directions, repeated edges add up.</summary>
    /// <param name="size">Number of points, at least 1.</param>
    /// <param name="edges">Points from 0 and the weight that stands at both (first, second) and (second, first), or once on the diagonal.</param>
    /// <exception cref="RequestException">An edge leaves the points or has no finite weight.</exception>
    public PairGraph(int size, IEnumerable<(int First, int Second, double Weight)> edges)
    {
        var list = edges.ToList();
        foreach (var (first, second, weight) in list)
        {
            if (first >= 0 && first < size && second >= 0 && second < size && double.IsFinite(weight)) continue;
            throw new RequestException("an edge joins two of the points with a finite weight", $"({first}, {second}, {weight}) among {size} points", "number the points from 0");
        }

        (Size, _first, _second, _weights) = (size, [.. list.Select(e => e.First)], [.. list.Select(e => e.Second)], [.. list.Select(e => e.Weight)]);
    }

    /// <summary>Number of points.</summary>
    public int Size { get; }

    /// <summary>The graph of a loss over n pairs stacked as X, X+ (2n points) or n triplets stacked as X, X+, X- (3n points).</summary>
    /// <param name="loss">Which loss.</param>
    /// <param name="count">Number of pairs or triplets, n, at least 1.</param>
    public static PairGraph Of(PairLoss loss, int count)
    {
        if (count < 1) throw new RequestException("a loss needs at least one pair", $"got {count}", "give one pair or more");
        var weight = 0.5 / count;
        var positive = Enumerable.Range(0, count).Select(i => (i, i + count, weight));
        return loss switch
        {
            PairLoss.DotProduct => new PairGraph(2 * count, positive),
            PairLoss.Triplet => new PairGraph(3 * count, positive.Concat(Enumerable.Range(0, count).Select(i => (i, i + (2 * count), -weight)))),
            PairLoss.Distance => new PairGraph(2 * count, positive.Concat(Enumerable.Range(0, 2 * count).Select(i => (i, i, -weight)))),
            _ => throw new ArgumentOutOfRangeException(nameof(loss), loss, null),
        };
    }

    /// <inheritdoc/>
    public void Multiply(ReadOnlySpan<double> block, Span<double> result, int columns)
    {
        result.Clear();
        for (var e = 0; e < _weights.Length; e++)
        {
            Add(block, result, columns, _first[e], _second[e], _weights[e]);
            if (_first[e] != _second[e]) Add(block, result, columns, _second[e], _first[e], _weights[e]);
        }
    }

    /// <summary>The loss of embeddings, -Tr(U'BU).</summary>
    /// <param name="embeddings">U, one row a point, [n, k].</param>
    public double Loss(Matrix embeddings) => -embeddings.InnerProduct(Times(embeddings));

    /// <summary>BU, [n, k].</summary>
    internal Matrix Times(Matrix block)
    {
        if (block.Rows != Size) throw new RequestException($"the graph joins {Size} points", $"got {block.Rows} rows", "stack the points as X, X+ and, for triplets, X-");
        var result = new Matrix(block.Rows, block.Columns);
        Multiply(block.Values, result.Values, block.Columns);
        return result;
    }

    private static void Add(ReadOnlySpan<double> block, Span<double> result, int columns, int to, int from, double weight)
    {
        var source = block.Slice(from * columns, columns);
        var target = result.Slice(to * columns, columns);
        for (var j = 0; j < columns; j++) target[j] += weight * source[j];
    }
}
