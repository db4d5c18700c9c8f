using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Semblance.Errors;

namespace Semblance.Numerics;

/// <summary>A symmetric sparse matrix in compressed rows (CSR).</summary>
/// <remarks>Both triangles are stored. A product adds up each row in order on one thread, so its bits do not depend on the number of threads.</remarks>
public sealed class SparseMatrix : ISymmetricOperator
{
    /// <summary>Tasks per thread: rows are shared out by number of elements, and unequal cores even out.</summary>
    private const int TasksPerThread = 4;

    /// <summary>Products with fewer multiplications than this stay on the calling thread.</summary>
    private const long ParallelFrom = 1 << 15;

    /// <summary>Elements between a prefetch and its use.</summary>
    private const int Ahead = 12;

    private readonly double[]? _values;
    private readonly float[]? _singles;

    /// <summary>A matrix over given arrays, which are not copied.</summary>
    /// <param name="starts">Where each row starts, ascending from 0, with the number of elements at the end, [n + 1].</param>
    /// <param name="columns">Column of each element, strictly ascending within a row, [elements].</param>
    /// <param name="values">The elements, finite, [elements].</param>
    /// <exception cref="RequestException">Not such arrays, or not symmetric.</exception>
    public SparseMatrix(long[] starts, int[] columns, double[] values)
        : this(starts, columns, values, null)
    {
    }

    /// <inheritdoc cref="SparseMatrix(long[], int[], double[])"/>
    public SparseMatrix(long[] starts, int[] columns, float[] values)
        : this(starts, columns, null, values)
    {
    }

    private SparseMatrix(long[] starts, int[] columns, double[]? values, float[]? singles)
    {
        (Starts, Columns, _values, _singles) = (starts, columns, values, singles);
        SparseChecks.Structure(starts, columns, values?.Length ?? singles!.Length);
        SparseChecks.Symmetry(this);
    }

    /// <inheritdoc/>
    public int Size => Starts.Length - 1;

    /// <summary>Number of stored elements, of both triangles.</summary>
    public int Count => Columns.Length;

    /// <summary>Where each row starts, [n + 1]; not to be changed.</summary>
    public long[] Starts { get; }

    /// <summary>Column of each element, [elements]; not to be changed.</summary>
    public int[] Columns { get; }

    /// <summary>Value of a stored element.</summary>
    /// <param name="element">From 0, in the order of <see cref="Columns"/>.</param>
    public double Value(long element) => _values is { } values ? values[element] : _singles![element];

    /// <summary>Sum of each row, [n]: the degrees of a graph.</summary>
    public double[] RowSums()
    {
        var sums = new double[Size];
        for (var row = 0; row < sums.Length; row++)
        {
            for (var e = Starts[row]; e < Starts[row + 1]; e++) sums[row] += Value(e);
        }

        return sums;
    }

    /// <summary>The matrix D A D for a diagonal matrix D, without storing it twice in float32: elements become float64.</summary>
    /// <param name="scale">The diagonal of D, finite, [n].</param>
    public SparseMatrix Scaled(ReadOnlySpan<double> scale)
    {
        if (scale.Length != Size) throw new RequestException("the scale has another length than the matrix", $"got {scale.Length} for {Size} rows", "give one factor for each row");
        var values = new double[Count];
        for (var row = 0; row < Size; row++)
        {
            // One product of the two factors first: mirrored elements get the same bits.
            for (var e = Starts[row]; e < Starts[row + 1]; e++) values[e] = Value(e) * (scale[row] * scale[Columns[e]]);
        }

        return new SparseMatrix(Starts, Columns, values);
    }

    /// <inheritdoc/>
    public void Multiply(ReadOnlySpan<double> block, Span<double> result, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        var length = checked(Size * columns);
        if (block.Length != length || result.Length != length) throw new ArgumentException($"blocks for [{Size}, {columns}] have {length} elements, got {block.Length} and {result.Length}");
        var tasks = (long)Count * columns < ParallelFrom ? 1 : Environment.ProcessorCount * TasksPerThread;
        if (_values is not null) MultiplyParts(_values, block, result, columns, tasks);
        else MultiplyParts(_singles!, block, result, columns, tasks);
    }

    // Compiled at full optimisation at once: a single product may take seconds.
    private unsafe void MultiplyParts<T>(T[] values, ReadOnlySpan<double> block, Span<double> result, int columns, int tasks)
        where T : unmanaged, INumberBase<T>
    {
        fixed (double* from = block, to = result)
        {
            var (source, target) = ((nint)from, (nint)to);
            if (tasks == 1) Rows(values, 0, Size, (double*)source, (double*)target, columns);
            else Parallel.For(0, tasks, t => Rows(values, RowOf(t, tasks), RowOf(t + 1, tasks), (double*)source, (double*)target, columns));
        }
    }

    /// <summary>The first row of a part when elements are shared out evenly.</summary>
    private int RowOf(int part, int parts)
    {
        if (part == parts) return Size;
        var found = Array.BinarySearch(Starts, Count * (long)part / parts);
        return found < 0 ? Math.Min(~found, Size) : found;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void Rows<T>(T[] values, int first, int end, double* block, double* result, int columns)
        where T : unmanaged, INumberBase<T>
    {
        var width = Vector<double>.Count;
        fixed (T* allValues = values)
        fixed (int* allPlaces = Columns)
        {
            for (var row = first; row < end; row++)
            {
                var elements = allValues + Starts[row];
                var places = allPlaces + Starts[row];
                var count = (int)(Starts[row + 1] - Starts[row]);
                var ahead = Starts[row + 1] + Ahead <= Columns.Length ? Ahead : 0;
                var sums = result + ((long)row * columns);
                var c = 0;
                for (; c + (4 * width) <= columns; c += 4 * width) FourVectors(elements, places, count, ahead, block + c, sums + c, columns);
                for (; c + width <= columns; c += width) OneVector(elements, places, count, ahead, block + c, sums + c, columns);
                for (; c < columns; c++)
                {
                    var sum = 0.0;
                    for (var e = 0; e < count; e++) sum = Math.FusedMultiplyAdd(double.CreateTruncating(elements[e]), block[((long)places[e] * columns) + c], sum);
                    sums[c] = sum;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void FourVectors<T>(T* elements, int* places, int count, int ahead, double* block, double* sums, int columns)
        where T : unmanaged, INumberBase<T>
    {
        var width = Vector<double>.Count;
        var (s0, s1, s2, s3) = (Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero, Vector<double>.Zero);
        for (var e = 0; e < count; e++)
        {
            Prefetch(block + ((long)places[e + ahead] * columns), 4 * width);
            var value = new Vector<double>(double.CreateTruncating(elements[e]));
            var from = block + ((long)places[e] * columns);
            s0 = Vector.FusedMultiplyAdd(value, Vector.Load(from), s0);
            s1 = Vector.FusedMultiplyAdd(value, Vector.Load(from + width), s1);
            s2 = Vector.FusedMultiplyAdd(value, Vector.Load(from + (2 * width)), s2);
            s3 = Vector.FusedMultiplyAdd(value, Vector.Load(from + (3 * width)), s3);
        }

        s0.Store(sums);
        s1.Store(sums + width);
        s2.Store(sums + (2 * width));
        s3.Store(sums + (3 * width));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void OneVector<T>(T* elements, int* places, int count, int ahead, double* block, double* sums, int columns)
        where T : unmanaged, INumberBase<T>
    {
        var sum = Vector<double>.Zero;
        for (var e = 0; e < count; e++)
        {
            Prefetch(block + ((long)places[e + ahead] * columns), Vector<double>.Count);
            sum = Vector.FusedMultiplyAdd(new Vector<double>(double.CreateTruncating(elements[e])), Vector.Load(block + ((long)places[e] * columns)), sum);
        }

        sum.Store(sums);
    }

    /// <summary>Asks for the vectors of a later element, whose place in memory no processor can guess.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Prefetch(double* from, int length)
    {
        if (!Sse.IsSupported) return;
        for (var i = 0; i < length; i += 8) Sse.Prefetch0(from + i);
    }
}
