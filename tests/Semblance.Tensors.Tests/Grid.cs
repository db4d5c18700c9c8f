namespace Semblance.Tensors.Tests;

/// <summary>A tensor in plain C#: the oracle of the facade.</summary>
internal sealed class Grid(double[] data, params long[] shape)
{
    internal double[] Data { get; } = data;

    internal long[] Shape { get; } = shape;

    internal Tensor T => Tensor.From(Data, Shape);

    internal double this[long row, long column] => Data[(row * Shape[1]) + column];

    internal static Grid Make(long[] shape, Func<long[], double> element)
    {
        var data = new double[shape.Aggregate(1L, (a, b) => a * b)];
        for (var k = 0; k < data.Length; k++)
        {
            var index = new long[shape.Length];
            long rest = k;
            for (var d = shape.Length - 1; d >= 0; d--)
            {
                index[d] = rest % shape[d];
                rest /= shape[d];
            }

            data[k] = element(index);
        }

        return new Grid(data, shape);
    }

    /// <summary>The error function by its Taylor series, which converges fast enough for small arguments.</summary>
    internal static double Erf(double x)
    {
        double sum = 0, term = x;
        for (var n = 0; n < 100; n++)
        {
            sum += term / ((2 * n) + 1);
            term *= -x * x / (n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    /// <summary>Sum of squared differences from the mean.</summary>
    internal static double Spread(double[] row) => row.Sum(v => Math.Pow(v - row.Average(), 2));

    internal Grid Map(Func<double, double> f) => new([.. Data.Select(f)], Shape);

    internal Grid MapIndex(Func<double, long[], double> f)
    {
        var k = 0;
        return Make(Shape, i => f(Data[k++], i));
    }

    internal Grid Zip(Grid other, Func<double, double, double> f) => new([.. Data.Zip(other.Data, f)], Shape);

    internal double[] Row(long row) => Data[(int)(row * Shape[1])..(int)((row + 1) * Shape[1])];

    internal Grid Rows(Func<double[], double> f, bool keep = false) => Make(keep ? [Shape[0], 1] : [Shape[0]], i => f(Row(i[0])));

    internal Grid Flip() => Make([Shape[1], Shape[0]], i => this[i[1], i[0]]);

    internal Grid Times(Grid other) => Make([Shape[0], other.Shape[1]], i => Row(i[0]).Select((v, k) => v * other[k, i[1]]).Sum());

    internal double Determinant3() =>
        (this[0, 0] * ((this[1, 1] * this[2, 2]) - (this[1, 2] * this[2, 1])))
        - (this[0, 1] * ((this[1, 0] * this[2, 2]) - (this[1, 2] * this[2, 0])))
        + (this[0, 2] * ((this[1, 0] * this[2, 1]) - (this[1, 1] * this[2, 0])));
}
