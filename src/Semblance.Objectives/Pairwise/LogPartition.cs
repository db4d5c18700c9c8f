using Semblance.Tensors;

namespace Semblance.Objectives.Pairwise;

/// <summary>For every row i of unit vectors u the logarithm of sum over k of exp(u_i . u_k / temperature), k != i, over all rows and, when
/// classes are given, also over the rows of the same class; and the gradient of their means.</summary>
/// <remarks>The similarities are symmetric, so blocks of tile x tile on and above the diagonal are worked out, once for the sums and
/// once more for the gradient; small problems keep them instead. Cost rows^2 * dim * 2 multiply-adds forward and backward together, memory
/// O(rows * dim + tile^2). Where exp(-2 / temperature) is a normal number the shift is the constant 1 / temperature, since no
/// similarity exceeds it; colder temperatures use running log-sum-exp. Float32 on the processor goes through <see cref="ExponentialTile"/>.</remarks>
internal sealed class LogPartition
{
    /// <summary>Rows of a block; a block of float32 is 1 MiB: larger blocks were no quicker.</summary>
    internal const int Tile = 512;

    private const long KeptElements = 1 << 22;
    private static readonly Operator ProductOp = Operator.Named("mm.out");

    private readonly Tensor _scaled;
    private readonly Tensor? _classes;
    private readonly double _temperature;
    private readonly int _tile;
    private readonly bool _bounded;
    private readonly long _rows;
    private readonly long _batch;
    private readonly double _lowered;
    private readonly Tensor?[] _kept;
    private readonly bool _fused;
    private readonly Tensor? _room;

    private LogPartition(Tensor unit, double temperature, Tensor? classes, int tile, long batch, double lowered, bool mayFuse)
    {
        (_batch, _lowered) = (batch, lowered);
        _rows = unit.Size(0);
        _temperature = temperature;
        _classes = classes;
        _tile = tile;
        _scaled = unit * (1 / Math.Sqrt(temperature));
        _bounded = (2 / temperature) + lowered <= (unit.ElementType == ElementType.Float64 ? 680 : 80);
        _fused = mayFuse && _bounded && lowered == 0 && classes is null && unit.ElementType == ElementType.Float32 && unit.Device.Type == DeviceType.Cpu && ExponentialTile.IsSupported;
        _kept = new Tensor?[_rows * _rows <= KeptElements ? BlockCount * BlockCount : 0];
        if (_fused && _kept.Length == 0) _room = Tensor.Empty([Math.Min(tile, _rows) * Math.Min(tile, _rows)]);
    }

    private int BlockCount => (int)((_rows + _tile - 1) / _tile);

    /// <summary>Means of the log sums and their gradients.</summary>
    /// <param name="unit">Unit rows, [rows, dim].</param>
    /// <param name="temperature">Divides the similarities, > 0.</param>
    /// <param name="classes">Class of each row, int64 [rows], every class at least twice; null when no sums over classes are wanted.</param>
    /// <param name="gradients">Whether the gradient is wanted.</param>
    /// <param name="tile">Rows of a block, >= 1.</param>
    /// <param name="batch">Rows of a view where positives are lowered: rows i and k belong to one sample if they differ by a multiple of it.</param>
    /// <param name="lowered">What is taken off the scaled similarities of positives, >= 0; 0 for none.</param>
    /// <param name="mayFuse">Whether the quick kernels may be taken where they apply; tests compare. Default true.</param>
    /// <returns>Mean over all rows, []; mean over the same class, [] or null; gradient of the first mean less the second with respect to
    /// the unit rows, [rows, dim] or null.</returns>
    internal static (Tensor All, Tensor? Same, Tensor? Gradient) Of(Tensor unit, double temperature, Tensor? classes, bool gradients, int tile, long batch = 0, double lowered = 0, bool mayFuse = true)
    {
        var work = new LogPartition(unit, temperature, classes, tile, batch, lowered, mayFuse);
        var (all, same) = work._fused ? (work.FusedSums(), null) : work.Sums();
        var gradient = !gradients ? null : work._fused ? work.FusedGradient(all) : work.Gradient(all, same);
        return (work.Mean(all), same is null ? null : work.Mean(same), gradient);
    }

    /// <summary>Sums over each row of exp(s - 1/temperature), or of their logarithms when unbounded.</summary>
    private (Tensor All, Tensor? Same) Sums()
    {
        var all = Start();
        var same = _classes is null ? null : Start();
        for (var i = 0; i < BlockCount; i++)
        {
            for (var j = i; j < BlockCount; j++)
            {
                using var scope = new TensorScope();
                var block = Block(i, j);
                if (_kept.Length > 0) _kept[(i * BlockCount) + j] = scope.Return(block);
                Collect(all, block, i, j);
                if (same is not null) Collect(same, block.MaskedFill(Alike(i, j).LogicalNot(), _bounded ? 0 : double.NegativeInfinity), i, j);
            }
        }

        return (all, same);
    }

    private Tensor FusedSums()
    {
        var all = Start();
        for (var i = 0; i < BlockCount; i++)
        {
            for (var j = i; j < BlockCount; j++)
            {
                using var scope = new TensorScope();
                var block = Product(i, j);
                if (_kept.Length > 0) _kept[(i * BlockCount) + j] = scope.Return(block);
                ExponentialTile.Exponentials(block, -1 / _temperature, Rows(all, i), j > i ? Rows(all, j) : null);
            }
        }

        return all;
    }

    private Tensor FusedGradient(Tensor all)
    {
        var gradient = Tensor.ZerosLike(_scaled);
        using var scope = new TensorScope();
        var weights = (all * _rows).Reciprocal();
        for (var i = 0; i < BlockCount; i++)
        {
            for (var j = i; j < BlockCount; j++)
            {
                using var inner = new TensorScope();
                var kept = _kept.Length > 0 ? _kept[(i * BlockCount) + j] : null;
                var block = kept ?? Product(i, j);
                ExponentialTile.Weigh(block, kept is null ? -1 / _temperature : null, Rows(weights, i), Rows(weights, j), i == j);
                Rows(gradient, i).AddProductInPlace(block, Rows(_scaled, j));
                if (j > i) Rows(gradient, j).AddProductInPlace(block.Transpose(), Rows(_scaled, i));
            }
        }

        return gradient.MultiplyInPlace(1 / Math.Sqrt(_temperature));
    }

    /// <summary>Similarities of a block, in room that is used again where blocks are not kept.</summary>
    private Tensor Product(int i, int j)
    {
        var (left, right) = (Rows(_scaled, i), Rows(_scaled, j).Transpose());
        if (_kept.Length > 0) return left.MatMul(right);
        var block = _room!.Narrow(0, 0, left.Size(0) * right.Size(1)).Reshape(left.Size(0), right.Size(1));
        ProductOp.Run(left, right, block);
        return block;
    }

    private Tensor Gradient(Tensor all, Tensor? same)
    {
        var gradient = Tensor.ZerosLike(_scaled);
        using var scope = new TensorScope();
        var weightOfAll = _bounded ? (all * _rows).Reciprocal() : all;
        var weightOfSame = same is null ? null : _bounded ? (same * _rows).Reciprocal() : same;
        for (var i = 0; i < BlockCount; i++)
        {
            for (var j = i; j < BlockCount; j++)
            {
                using var inner = new TensorScope();
                var block = _kept.Length > 0 ? _kept[(i * BlockCount) + j]! : Block(i, j);
                var weights = _bounded ? Bounded(block, weightOfAll, weightOfSame, i, j) : Unbounded(block, weightOfAll, weightOfSame, i, j);
                Rows(gradient, i).AddProductInPlace(weights, Rows(_scaled, j));
                if (j > i) Rows(gradient, j).AddProductInPlace(weights.Transpose(), Rows(_scaled, i));
            }
        }

        return gradient.MultiplyInPlace(1 / Math.Sqrt(_temperature));
    }

    /// <summary>Softmax weights of a block in both directions, from exponentials and inverse sums.</summary>
    private Tensor Bounded(Tensor block, Tensor all, Tensor? same, int i, int j)
    {
        var factor = Rows(all, i).Unsqueeze(1) + Rows(all, j);
        if (same is not null) factor.AddInPlace((Rows(same, i).Unsqueeze(1) + Rows(same, j)) * Alike(i, j), -1);
        return block.MultiplyInPlace(factor);
    }

    /// <summary>Softmax weights of a block in both directions, from similarities and log sums.</summary>
    private Tensor Unbounded(Tensor block, Tensor all, Tensor? same, int i, int j)
    {
        var weights = Softmax(block, all, i, j);
        if (same is not null) weights.AddInPlace(Softmax(block, same, i, j).MultiplyInPlace(Alike(i, j)), -1);
        return weights.MultiplyInPlace(1.0 / _rows);
    }

    private Tensor Softmax(Tensor block, Tensor logSum, int i, int j) =>
        (block - Rows(logSum, i).Unsqueeze(1)).ExpInPlace().AddInPlace((block - Rows(logSum, j)).ExpInPlace());

    private Tensor Block(int i, int j)
    {
        var left = Rows(_scaled, i);
        var right = Rows(_scaled, j).Transpose();
        if (!_bounded)
        {
            var similarity = left.MatMul(right);
            if (i == j) similarity.Diagonal().FillInPlace(double.NegativeInfinity);
            foreach (var positives in Positives(similarity, i, j)) positives.AddInPlace(Tensor.Full([positives.Size(0)], _lowered, _scaled.ElementType, _scaled.Device), -1);
            return similarity;
        }

        var block = Tensor.Full([left.Size(0), right.Size(1)], -1 / _temperature, _scaled.ElementType, _scaled.Device);
        block.AddProductInPlace(left, right).ExpInPlace();
        if (i == j) block.Diagonal().ZeroInPlace();
        foreach (var positives in Positives(block, i, j)) positives.MultiplyInPlace(Math.Exp(-_lowered));
        return block;
    }

    /// <summary>The diagonals of a block that hold similarities of positives; none where positives are not lowered.</summary>
    private IEnumerable<Tensor> Positives(Tensor block, int i, int j)
    {
        if (_lowered == 0) yield break;
        for (var apart = _batch - _rows; apart < _rows; apart += _batch)
        {
            var diagonal = apart - ((long)(j - i) * _tile);
            if (apart != 0 && diagonal > -block.Size(0) && diagonal < block.Size(1)) yield return block.Diagonal(diagonal);
        }
    }

    private void Collect(Tensor sums, Tensor block, int i, int j)
    {
        Collect(Rows(sums, i), block, 1);
        if (j > i) Collect(Rows(sums, j), block, 0);
    }

    private void Collect(Tensor target, Tensor block, int dimension)
    {
        if (_bounded) target.AddInPlace(block.Sum(dimension));
        else target.CopyInPlace(target.LogAddExp(block.LogSumExp(dimension)));
    }

    private Tensor Start() => Tensor.Full([_rows], _bounded ? 0 : double.NegativeInfinity, _scaled.ElementType, _scaled.Device);

    private Tensor Mean(Tensor sums) => _bounded ? sums.Log().Mean() + (1 / _temperature) : sums.Mean();

    private Tensor Alike(int i, int j) => Rows(_classes!, i).Unsqueeze(1).IsEqualTo(Rows(_classes!, j));

    private Tensor Rows(Tensor tensor, int block) => tensor.Narrow(0, (long)block * _tile, Math.Min(_tile, _rows - ((long)block * _tile)));
}
