using System.Numerics;
using System.Runtime.CompilerServices;
using Semblance.Tensors;

namespace Semblance.Numerics;

/// <summary>Takes a few orthonormal vectors out of blocks, in two passes over memory; sums are of fixed parts in a fixed order.</summary>
/// <param name="basis">The vectors as columns, [n, q] row-major.</param>
/// <param name="count">How many, q.</param>
internal sealed class Projection(double[] basis, int count)
{
    private const int Rows = 4096;

    /// <summary>X - U U' X, in place.</summary>
    /// <param name="block">X, [n, columns], contiguous.</param>
    internal unsafe void Remove(Tensor block)
    {
        var (size, columns) = ((int)block.Size(0), (int)block.Size(1));
        var parts = (size + Rows - 1) / Rows;
        var sums = new double[parts][];
        fixed (double* from = block.Elements<double>(), vectors = basis)
        {
            var (x, u) = ((nint)from, (nint)vectors);
            Parallel.For(0, parts, p =>
            {
                sums[p] = new double[count * columns];
                var (first, rows) = (p * Rows, Math.Min(Rows, size - (p * Rows)));
                fixed (double* sum = sums[p]) Visit((double*)u + ((long)first * count), (double*)x + ((long)first * columns), sum, rows, columns, false);
            });
            var total = new double[count * columns];
            foreach (var part in sums)
            {
                for (var i = 0; i < total.Length; i++) total[i] += part[i];
            }

            Parallel.For(0, parts, p =>
            {
                var (first, rows) = (p * Rows, Math.Min(Rows, size - (p * Rows)));
                fixed (double* sum = total) Visit((double*)u + ((long)first * count), (double*)x + ((long)first * columns), sum, rows, columns, true);
            });
        }
    }

    /// <summary>Adds U' X of some rows to the sums, or subtracts U times the sums from X.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private unsafe void Visit(double* u, double* x, double* sums, int rows, int columns, bool subtract)
    {
        for (var row = 0; row < rows; row++, x += columns)
        {
            for (var j = 0; j < count; j++)
            {
                var factor = *u++;
                var sum = sums + (j * columns);
                if (subtract) AddTo(x, sum, -factor, columns);
                else AddTo(sum, x, factor, columns);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void AddTo(double* target, double* source, double factor, int count)
    {
        var (c, f) = (0, new Vector<double>(factor));
        for (; c + Vector<double>.Count <= count; c += Vector<double>.Count) (Vector.Load(target + c) + (f * Vector.Load(source + c))).Store(target + c);
        for (; c < count; c++) target[c] += factor * source[c];
    }
}
