using Semblance.Tensors;

namespace Semblance.Pairs.Moments;

/// <summary>rows' rows, upper triangle only: one matrix product for each block of columns, with this block and all to the right of it.</summary>
internal static class TriangularProduct
{
    private static readonly Operator AddMM = Operator.Named("addmm_");

    /// <summary>Overwrites the upper triangle of the product; what is below the diagonal blocks stays.</summary>
    /// <param name="rows">[n, d].</param>
    /// <param name="product">[d, d].</param>
    /// <param name="width">Columns of a block.</param>
    internal static void Run(Tensor rows, Tensor product, int width)
    {
        using var silent = new NoGradient();
        var dim = rows.Size(1);
        for (long start = 0; start < dim; start += width)
        {
            using var scope = new TensorScope();
            var columns = Math.Min(width, dim - start);
            var target = product.Narrow(0, start, columns).Narrow(1, start, dim - start);
            AddMM.Run(target, rows.Narrow(1, start, columns).Transpose(), rows.Narrow(1, start, dim - start), 0.0, 1.0);
        }
    }

    /// <summary>Multiplications and additions that <see cref="Run"/> performs.</summary>
    internal static double Operations(long rows, int dim, int width)
    {
        double sum = 0;
        for (var start = 0; start < dim; start += width) sum += 2.0 * rows * Math.Min(width, dim - start) * (dim - start);
        return sum;
    }
}
