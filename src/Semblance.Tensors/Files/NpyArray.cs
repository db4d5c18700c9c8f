using Semblance.Errors;

namespace Semblance.Files;

/// <summary>An array read from a file: its shape and its elements in row-major order.</summary>
/// <param name="Path">Where it came from, for messages.</param>
/// <param name="Shape">Sizes of the dimensions.</param>
/// <param name="Data">The elements as a typed .NET array: float[], double[], Half[], long[], int[], short[], sbyte[], uint[], ushort[], byte[] or bool[].</param>
public sealed record NpyArray(string Path, long[] Shape, Array Data)
{
    /// <summary>Type of the stored elements.</summary>
    public Type ElementType => Data.GetType().GetElementType()!;

    /// <summary>The shape as people write it: <c>[60000, 784]</c>.</summary>
    public string ShapeText => $"[{string.Join(", ", Shape)}]";

    /// <summary>All elements as float32, whatever was stored.</summary>
    public float[] ToSingles() => Data as float[] ?? Convert<float>();

    /// <summary>All elements as float64, whatever was stored.</summary>
    public double[] ToDoubles() => Data as double[] ?? Convert<double>();

    /// <summary>All elements as int64.</summary>
    /// <exception cref="RequestException">An element is not a whole number.</exception>
    public long[] ToInt64s()
    {
        if (Data is long[] longs) return longs;
        if (Data is float[] or double[] or Half[])
        {
            var numbers = ToDoubles();
            var bad = Array.FindIndex(numbers, v => v != Math.Floor(v) || Math.Abs(v) > 1L << 53);
            if (bad >= 0) throw new RequestException($"{Path} must hold whole numbers", $"element {bad} is {numbers[bad]}", "give integer labels");
        }

        return Convert<long>();
    }

    private T[] Convert<T>()
        where T : struct
    {
        var result = new T[Data.Length];
        switch (Data)
        {
            case float[] a: Cast(a, result, v => v); break;
            case double[] a: Cast(a, result, v => v); break;
            case long[] a: Cast(a, result, v => v); break;
            case int[] a: Cast(a, result, v => v); break;
            case uint[] a: Cast(a, result, v => v); break;
            case ushort[] a: Cast(a, result, v => v); break;
            case Half[] a: Cast(a, result, v => (double)v); break;
            case short[] a: Cast(a, result, v => v); break;
            case sbyte[] a: Cast(a, result, v => v); break;
            case byte[] a: Cast(a, result, v => v); break;
            case bool[] a: Cast(a, result, v => v ? 1 : 0); break;
            default: throw new InvalidOperationException($"{Data.GetType()} is no array of numbers");
        }

        return result;
    }

    private static void Cast<TFrom, TTo>(TFrom[] from, TTo[] to, Func<TFrom, double> number)
        where TTo : struct
    {
        if (to is float[] singles) for (var k = 0; k < from.Length; k++) singles[k] = (float)number(from[k]);
        else if (to is double[] doubles) for (var k = 0; k < from.Length; k++) doubles[k] = number(from[k]);
        else if (to is long[] longs) for (var k = 0; k < from.Length; k++) longs[k] = (long)number(from[k]);
    }
}
