using System.Numerics;
using System.Runtime.CompilerServices;

namespace Semblance.Pairs.Moments;

/// <summary>The vectorised loops of a tile of rows. Each result depends on its own row or column alone, so that threads cannot change it.</summary>
/// <remarks>Compiled in full at once: started unoptimised, the first second of a pass runs many times slower.</remarks>
internal static unsafe class TileKernels
{
    /// <summary>sums += weight * row, in float64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddRow<T>(T* row, double* sums, int count, double weight)
        where T : unmanaged, INumber<T>
    {
        var c = 0;
        var factor = new Vector<double>(weight);
        for (; c + Vector<T>.Count <= count; c += Vector<T>.Count)
        {
            var target = sums + c;
            if (typeof(T) == typeof(float))
            {
                Vector.Widen(Vector.Load((float*)row + c), out var low, out var high);
                (Vector.Load(target) + (low * factor)).Store(target);
                (Vector.Load(target + Vector<double>.Count) + (high * factor)).Store(target + Vector<double>.Count);
            }
            else
            {
                (Vector.Load(target) + (Vector.Load((double*)row + c) * factor)).Store(target);
            }
        }

        for (; c < count; c++) sums[c] += double.CreateTruncating(row[c]) * weight;
    }

    /// <summary>Turns the views of one sample into their sum and their differences, both of length 1 as directions (the Helmert basis).</summary>
    /// <param name="views">Where the row of each view is, [V].</param>
    /// <param name="shift">Subtracted from every view, [d].</param>
    /// <param name="common">Receives the sum of the shifted views / sqrt(V), [d].</param>
    /// <param name="contrasts">Receives the contrasts, [V - 1, d]; the v-th is (x_0 + ... + x_(v-1) - v x_v) / sqrt(v (v + 1)).</param>
    /// <param name="factors">1 / sqrt(V), then 1 / sqrt(v (v + 1)); times the square root of the sample's weight, [V].</param>
    /// <param name="count">Number of views, V.</param>
    /// <param name="dim">Number of features, d.</param>
    /// <remarks>Differences are taken before the shift, so that close views far from the mean keep all digits of their difference.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Combine<T>(T** views, T* shift, T* common, T* contrasts, T* factors, int count, int dim)
        where T : unmanaged, INumber<T>
    {
        var c = 0;
        var number = new Vector<T>(T.CreateTruncating(count));
        for (; c + Vector<T>.Count <= dim; c += Vector<T>.Count)
        {
            var first = Vector.Load(views[0] + c);
            var running = Vector<T>.Zero;
            for (var v = 1; v < count; v++)
            {
                var difference = Vector.Load(views[v] + c) - first;
                ((running - (difference * T.CreateTruncating(v))) * factors[v]).Store(contrasts + ((long)(v - 1) * dim) + c);
                running += difference;
            }

            ((((first - Vector.Load(shift + c)) * number) + running) * factors[0]).Store(common + c);
        }

        for (; c < dim; c++)
        {
            var (first, running) = (views[0][c], T.Zero);
            for (var v = 1; v < count; v++)
            {
                var difference = views[v][c] - first;
                contrasts[((long)(v - 1) * dim) + c] = (running - (difference * T.CreateTruncating(v))) * factors[v];
                running += difference;
            }

            common[c] = (((first - shift[c]) * T.CreateTruncating(count)) + running) * factors[0];
        }
    }

    /// <summary>A row of float32 as float64 or the other way round, shifted where more digits are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Convert<TFrom, TTo>(TFrom* row, double* shift, TTo* result, int count)
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        var c = 0;
        var half = Vector<double>.Count;
        for (; c + Vector<float>.Count <= count; c += Vector<float>.Count)
        {
            if (typeof(TFrom) == typeof(float))
            {
                Vector.Widen(Vector.Load((float*)row + c), out var low, out var high);
                (low - Vector.Load(shift + c)).Store((double*)result + c);
                (high - Vector.Load(shift + c + half)).Store((double*)result + c + half);
            }
            else
            {
                var low = Vector.Load((double*)row + c) - Vector.Load(shift + c);
                var high = Vector.Load((double*)row + c + half) - Vector.Load(shift + c + half);
                Vector.Narrow(low, high).Store((float*)result + c);
            }
        }

        for (; c < count; c++) result[c] = TTo.CreateTruncating(double.CreateTruncating(row[c]) - shift[c]);
    }

    /// <summary>sums += products + a left right' for one row of a matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void AddProducts<T>(T* products, double* sums, double* right, double left, int count)
        where T : unmanaged, INumber<T>
    {
        var c = 0;
        var factor = new Vector<double>(left);
        for (; c + Vector<T>.Count <= count; c += Vector<T>.Count)
        {
            if (typeof(T) == typeof(float))
            {
                Vector.Widen(Vector.Load((float*)products + c), out var low, out var high);
                Add(low, sums + c, right + c, factor);
                Add(high, sums + c + Vector<double>.Count, right + c + Vector<double>.Count, factor);
            }
            else
            {
                Add(Vector.Load((double*)products + c), sums + c, right + c, factor);
            }
        }

        for (; c < count; c++) sums[c] += double.CreateTruncating(products[c]) + (left * right[c]);
    }

    /// <summary>Place of the first number that is not finite, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static long FirstNotFinite<T>(T* values, long count)
        where T : unmanaged, INumber<T>
    {
        long i = 0;
        for (; i + Vector<T>.Count <= count; i += Vector<T>.Count)
        {
            // x * 0 is 0 for finite numbers only.
            if (!Vector.EqualsAll(Vector.Load(values + i) * T.Zero, Vector<T>.Zero)) break;
        }

        for (; i < count; i++)
        {
            if (!T.IsFinite(values[i])) return i;
        }

        return -1;
    }

    private static void Add(Vector<double> products, double* sums, double* right, Vector<double> factor) =>
        (Vector.Load(sums) + (products + (Vector.Load(right) * factor))).Store(sums);
}
