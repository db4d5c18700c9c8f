using Semblance.Tensors;

namespace Semblance.Numerics;

/// <summary>A dense float64 matrix in managed memory, row-major: what the theory keeps and hands around. Products and decompositions go through <see cref="ToTensor"/>.</summary>
public sealed class Matrix
{
    /// <summary>A matrix over given elements, or of zeros.</summary>
    /// <param name="rows">Rows, at least 0.</param>
    /// <param name="columns">Columns, at least 0.</param>
    /// <param name="values">rows * columns elements in row-major order, not copied; null for zeros.</param>
    /// <exception cref="ArgumentException">Another number of elements.</exception>
    public Matrix(int rows, int columns, double[]? values = null)
    {
        if (values is not null && values.LongLength != (long)rows * columns)
        {
            throw new ArgumentException($"a matrix [{rows}, {columns}] has {(long)rows * columns} elements, got {values.LongLength}");
        }

        (Rows, Columns, Values) = (rows, columns, values ?? new double[(long)rows * columns]);
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>The elements in row-major order.</summary>
    public double[] Values { get; }

    /// <summary>One element.</summary>
    /// <param name="row">From 0.</param>
    /// <param name="column">From 0.</param>
    public double this[int row, int column]
    {
        get => Values[((long)row * Columns) + column];
        set => Values[((long)row * Columns) + column] = value;
    }

    /// <summary>A copy of a tensor [rows, columns] of any float type.</summary>
    public static Matrix From(Tensor tensor)
    {
        using var scope = new TensorScope();
        var values = tensor.Detach().To(Device.Cpu).To(ElementType.Float64).ToArray<double>();
        return new Matrix((int)tensor.Size(0), (int)tensor.Size(1), values);
    }

    /// <summary>One row, [columns].</summary>
    /// <param name="row">From 0.</param>
    public Span<double> Row(int row) => Values.AsSpan(checked(row * Columns), Columns);

    /// <summary>A copy as a float64 tensor [rows, columns].</summary>
    public Tensor ToTensor() => Tensor.From(Values, Rows, Columns);
}
