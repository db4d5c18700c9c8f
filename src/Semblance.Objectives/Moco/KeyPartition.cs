using Semblance.Objectives.Pairwise;
using Semblance.Tensors;

namespace Semblance.Objectives.Moco;

/// <summary>For every query q the logarithm of the sum over keys of exp(q . k / temperature) and its gradient, in one pass over blocks of keys.</summary>
/// <param name="LogSum">[rows].</param>
/// <param name="Gradient">Gradient of each row's log sum with respect to its query, [rows, dim].</param>
/// <remarks>A running maximum keeps exponentials in range. Cost 2 * rows * keys * dim multiply-adds, memory O(rows * (tile + dim)).</remarks>
internal sealed record KeyPartition(Tensor LogSum, Tensor Gradient)
{
    /// <summary>Keys of a block.</summary>
    internal const int Tile = 2048;

    private static readonly Operator MaximumOp = Operator.Named("maximum");

    /// <summary>Log sums of unit queries, [rows, dim], over unit keys, [keys, dim].</summary>
    /// <param name="queries">Unit rows.</param>
    /// <param name="keys">Unit rows of the same type.</param>
    /// <param name="temperature">Divides the similarities, > 0.</param>
    /// <param name="withoutSelf">Leave key i out of the sum of query i.</param>
    /// <param name="tile">Keys of a block, >= 1.</param>
    internal static KeyPartition Of(Tensor queries, Tensor keys, double temperature, bool withoutSelf, int tile)
    {
        using var scope = new TensorScope();
        var scaled = queries * (1 / temperature);

        // No similarity is below -1, so this start is below every maximum and still finite.
        var highest = Tensor.Full([queries.Size(0), 1], -2 / temperature, queries.ElementType, queries.Device);
        var sum = Tensor.ZerosLike(highest);
        var mean = Tensor.ZerosLike(queries);
        for (long start = 0; start < keys.Size(0); start += tile)
        {
            using var inner = new TensorScope();
            var block = keys.Narrow(0, start, Math.Min(tile, keys.Size(0) - start));
            var similarity = scaled.MatMul(block.Transpose());
            if (withoutSelf) similarity.Narrow(0, start, block.Size(0)).Diagonal().FillInPlace(double.NegativeInfinity);
            var higher = MaximumOp.Call(highest, similarity.Max(1, true));
            var shrink = (highest - higher).ExpInPlace();
            highest.CopyInPlace(higher);
            var weights = similarity.AddInPlace(higher, -1).ExpInPlace();
            sum.MultiplyInPlace(shrink).AddInPlace(weights.Sum(1, true));
            mean.MultiplyInPlace(shrink).AddProductInPlace(weights, block);
        }

        mean.MultiplyInPlace(sum.Reciprocal() * (1 / temperature));
        return new KeyPartition(scope.Return((sum.Log() + highest).Squeeze(1)), scope.Return(mean));
    }
}
