using Semblance.Errors;
using Semblance.Insight.Pairing;
using Semblance.Numerics;
using Semblance.Pairs;
using Semblance.Tensors;

namespace Semblance.Insight.Capacity;

/// <summary>Row-aligned arrays of views; each pass takes two of them.</summary>
internal sealed class ArrayPairs : CapacityInput
{
    private readonly Matrix[] _views;
    private readonly int[]? _labels;
    private readonly long _seed;
    private readonly int[] _learnt, _held;

    private ArrayPairs(Matrix[] views, int[]? labels, long seed)
    {
        (_views, _labels, _seed) = (views, labels, seed);
        (_learnt, _held) = (PartOf(views[0].Rows, false), PartOf(views[0].Rows, true));
    }

    internal override string Description => $"{_views.Length} views of {_views[0].Rows} rows of {_views[0].Columns} numbers";

    internal override SampleShape Shape => SampleShape.Vector(_views[0].Columns);

    internal override int Classes => _labels is null ? 0 : _labels.Max() + 1;

    internal static new ArrayPairs Open(PairRequest request)
    {
        using var input = ViewInput.Open(request);
        var values = input.Views.SelectMany(v => v.Values);
        if (values.Any(v => !double.IsFinite(v))) throw new RequestException("the views hold numbers that are not finite", "NaN or infinity", "remove those rows from all views");
        return new ArrayPairs([.. input.Views], input.Labels is null ? null : [.. input.Labels], request.Seed);
    }

    internal override int Count(bool heldOut) => heldOut ? _held.Length : _learnt.Length;

    internal override IEnumerable<PairChunk> Chunks(bool heldOut, int batch, int epoch, bool isShuffled)
    {
        int[] rows = heldOut ? _held : isShuffled ? [.. _learnt] : _learnt;
        var random = new Random(unchecked((int)((_seed * 1000003) + epoch)));
        if (isShuffled) random.Shuffle(rows);
        var first = epoch % _views.Length;
        var second = (first + 1 + (epoch / _views.Length % (_views.Length - 1))) % _views.Length;
        for (var start = 0; start < rows.Length; start += batch)
        {
            var taken = rows.AsSpan(start, Math.Min(batch, rows.Length - start)).ToArray();
            if (isShuffled && start > 0 && taken.Length < batch) yield break;
            yield return new PairChunk(() => Rows(taken, _views[first], _views[second]), taken.Length, [.. taken.Select(r => _labels?[r] ?? -1)]);
        }
    }

    private static Tensor Rows(int[] rows, Matrix first, Matrix second)
    {
        var values = new float[2 * rows.Length * first.Columns];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var k = 0; k < first.Columns; k++)
            {
                values[(i * first.Columns) + k] = (float)first[rows[i], k];
                values[((rows.Length + i) * first.Columns) + k] = (float)second[rows[i], k];
            }
        }

        return Tensor.From(values, 2 * rows.Length, first.Columns);
    }
}
