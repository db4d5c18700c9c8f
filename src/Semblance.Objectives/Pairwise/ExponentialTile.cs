using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Semblance.Tensors;

namespace Semblance.Objectives.Pairwise;

/// <summary>Exponentials of a tile of similarities with their sums, and softmax weights, each in one pass over the tile instead of four: float32 on the processor.</summary>
/// <remarks>exp(x) = 2^n e^r with n the nearest integer to x / ln 2 and e^r by the polynomial of Cephes' expf (Moshier 1989), below two roundings for x in [-87, 88]; smaller x count as -87.
/// Sums of rows are taken eight columns apart, those of columns strip by strip in order, so the same bits come for any number of threads. The slow oracle
/// is <see cref="LogPartition"/> with tensor operators, which other types and devices take.</remarks>
internal static unsafe class ExponentialTile
{
    private const int StripRows = 64;
    private const int Lanes = 8;

    /// <summary>Whether the processor has the instructions; without them tensor operators are as quick.</summary>
    internal static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    /// <summary>Replaces a tile x by exp(x + shift) and adds the sums of its rows and columns.</summary>
    /// <param name="tile">[rows, columns], contiguous.</param>
    /// <param name="shift">What is added before.</param>
    /// <param name="rowSums">Added to, [rows].</param>
    /// <param name="columnSums">Added to, [columns]; null for a tile on the diagonal, whose own diagonal becomes 0.</param>
    internal static void Exponentials(Tensor tile, double shift, Tensor rowSums, Tensor? columnSums)
    {
        var (rows, columns) = ((int)tile.Size(0), (int)tile.Size(1));
        var strips = (rows + StripRows - 1) / StripRows;
        var partial = columnSums is null ? [] : new float[strips * columns];
        fixed (float* values = tile.Elements<float>(), sums = rowSums.Elements<float>(), parts = partial)
        {
            var (start, ofRows, ofColumns) = ((nint)values, (nint)sums, (nint)parts);
            var isDiagonal = columnSums is null;
            Strips(strips, s =>
            {
                for (var r = s * StripRows; r < Math.Min(rows, (s + 1) * StripRows); r++)
                {
                    var row = (float*)start + ((long)r * columns);
                    ((float*)ofRows)[r] += isDiagonal ? Diagonal(row, columns, r, (float)shift) : Row(row, columns, (float)shift, (float*)ofColumns + ((long)s * columns));
                }
            });
        }

        if (columnSums is null) return;
        var target = columnSums.Elements<float>();
        for (var s = 0; s < strips; s++)
        {
            var part = partial.AsSpan(s * columns, columns);
            for (var c = 0; c < columns; c++) target[c] += part[c];
        }
    }

    /// <summary>Multiplies each element by the sum of a weight of its row and one of its column; takes exp(x + shift) first where a shift is given.</summary>
    /// <param name="tile">[rows, columns], contiguous.</param>
    /// <param name="shift">What is added before the exponential; null for a tile that holds exponentials already.</param>
    /// <param name="ofRows">Weights, [rows].</param>
    /// <param name="ofColumns">Weights, [columns].</param>
    /// <param name="isDiagonal">Whether the tile is on the diagonal, which becomes 0.</param>
    internal static void Weigh(Tensor tile, double? shift, Tensor ofRows, Tensor ofColumns, bool isDiagonal)
    {
        var (rows, columns) = ((int)tile.Size(0), (int)tile.Size(1));
        fixed (float* values = tile.Elements<float>(), first = ofRows.Elements<float>(), second = ofColumns.Elements<float>())
        {
            var (start, left, right) = ((nint)values, (nint)first, (nint)second);
            Strips((rows + StripRows - 1) / StripRows, s =>
            {
                for (var r = s * StripRows; r < Math.Min(rows, (s + 1) * StripRows); r++)
                {
                    var row = (float*)start + ((long)r * columns);
                    WeighRow(row, columns, shift, ((float*)left)[r], (float*)right);
                    if (isDiagonal) row[r] = 0;
                }
            });
        }
    }

    private static void Strips(int count, Action<int> visit)
    {
        if (Runtime.Threads == 1)
        {
            for (var s = 0; s < count; s++) visit(s);
            return;
        }

        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Runtime.Threads }, visit);
    }

    private static float Row(float* row, int columns, float shift, float* columnSums)
    {
        Vector256<float> first = default, second = default, moved = Vector256.Create(shift);
        var c = 0;
        for (; c + (2 * Lanes) <= columns; c += 2 * Lanes)
        {
            var (a, b) = (Exp(Vector256.Load(row + c) + moved), Exp(Vector256.Load(row + c + Lanes) + moved));
            (first, second) = (first + a, second + b);
            a.Store(row + c);
            b.Store(row + c + Lanes);
            (Vector256.Load(columnSums + c) + a).Store(columnSums + c);
            (Vector256.Load(columnSums + c + Lanes) + b).Store(columnSums + c + Lanes);
        }

        var sum = Vector256.Sum(first + second);
        for (; c < columns; c++)
        {
            row[c] = Exp(Vector256.Create(row[c] + shift))[0];
            columnSums[c] += row[c];
            sum += row[c];
        }

        return sum;
    }

    private static float Diagonal(float* row, int columns, int own, float shift)
    {
        Vector256<float> sums = default, moved = Vector256.Create(shift);
        var c = 0;
        for (; c + Lanes <= columns; c += Lanes)
        {
            var e = Exp(Vector256.Load(row + c) + moved);
            if (own >= c && own < c + Lanes) e = e.WithElement(own - c, 0);
            sums += e;
            e.Store(row + c);
        }

        var sum = Vector256.Sum(sums);
        for (; c < columns; c++)
        {
            row[c] = c == own ? 0 : Exp(Vector256.Create(row[c] + shift))[0];
            sum += row[c];
        }

        return sum;
    }

    private static void WeighRow(float* row, int columns, double? shift, float weight, float* weights)
    {
        Vector256<float> own = Vector256.Create(weight), moved = Vector256.Create((float)(shift ?? 0));
        var isExponential = shift is null;
        var c = 0;
        for (; c + Lanes <= columns; c += Lanes)
        {
            var x = Vector256.Load(row + c);
            if (!isExponential) x = Exp(x + moved);
            (x * (own + Vector256.Load(weights + c))).Store(row + c);
        }

        for (; c < columns; c++) row[c] = (isExponential ? row[c] : Exp(Vector256.Create(row[c]) + moved)[0]) * (weight + weights[c]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Exp(Vector256<float> x)
    {
        x = Vector256.MaxNative(x, Vector256.Create(-87f));
        var whole = Avx.RoundToNearestInteger(x * Vector256.Create(1.44269504088896341f));
        var rest = Fma.MultiplyAddNegated(whole, Vector256.Create(0.693359375f), x);
        rest = Fma.MultiplyAddNegated(whole, Vector256.Create(-2.12194440e-4f), rest);
        var y = Fma.MultiplyAdd(Vector256.Create(1.9875691500e-4f), rest, Vector256.Create(1.3981999507e-3f));
        y = Fma.MultiplyAdd(y, rest, Vector256.Create(8.3334519073e-3f));
        y = Fma.MultiplyAdd(y, rest, Vector256.Create(4.1665795894e-2f));
        y = Fma.MultiplyAdd(y, rest, Vector256.Create(1.6666665459e-1f));
        y = Fma.MultiplyAdd(y, rest, Vector256.Create(5.0000001201e-1f));
        y = Fma.MultiplyAdd(y, rest * rest, rest + Vector256<float>.One);
        var power = Avx2.ShiftLeftLogical(Avx.ConvertToVector256Int32(whole) + Vector256.Create(127), 23);
        return y * power.AsSingle();
    }
}
