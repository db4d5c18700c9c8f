using Semblance.Objectives.Spectral;
using Semblance.Tensors;

namespace Semblance.Objectives.Tests.Checking;

/// <summary>Limited-memory BFGS on plain arrays and on the losses of filters: the independent witness of every closed form.</summary>
public static class Descent
{
    private const int Memory = 20;

    /// <summary>The lowest value found from a start, which is overwritten by where it was found; the loss gives value and gradient.</summary>
    public static double Minimise(Func<double[], (double Value, double[] Slope)> loss, double[] point, int steps)
    {
        var history = new List<(double[] Move, double[] Change)>();
        var (value, slope) = loss(point);
        for (var step = 0; step < steps; step++)
        {
            var direction = Direction(slope, history);
            var descent = Dot(direction, slope);
            if (descent >= 0)
            {
                history.Clear();
                direction = [.. slope.Select(g => -g)];
                descent = -Dot(slope, slope);
            }

            var length = history.Count == 0 ? Math.Min(1, 0.1 / Math.Sqrt(-descent + 1e-300)) : 1.0;
            var (tried, next) = (point, (Value: double.PositiveInfinity, Slope: slope));
            for (var halving = 0; halving < 40 && !(next.Value <= value + (1e-4 * length * descent)); halving++)
            {
                var taken = length;
                tried = [.. point.Select((x, k) => x + (taken * direction[k]))];
                next = loss(tried);
                if (!(next.Value <= value + (1e-4 * length * descent))) length /= 2;
            }

            if (!(next.Value < value))
            {
                if (history.Count == 0) break;
                history.Clear();
                continue;
            }

            double[] move = [.. tried.Zip(point, (a, b) => a - b)];
            double[] change = [.. next.Slope.Zip(slope, (a, b) => a - b)];
            if (Dot(move, change) > 1e-14 * Math.Sqrt(Dot(move, move) * Dot(change, change))) history.Add((move, change));
            if (history.Count > Memory) history.RemoveAt(0);
            tried.CopyTo(point, 0);
            (value, slope) = next;
            if (Dot(slope, slope) < 1e-26) break;
        }

        return value;
    }

    /// <summary>The lowest loss over all embeddings in the span of directions of given correlations, from seeded random starts.</summary>
    public static double Of(ISpectralFilter filter, double[] spectrum, int dim, int starts = 3, int steps = 3000, double scale = 0.5)
    {
        var random = new Random(5);
        return Enumerable.Range(0, starts).Min(_ =>
        {
            double[] start = [.. Enumerable.Range(0, spectrum.Length * dim).Select(_ => scale * Sample.Normal(random))];
            return Minimise(x => Loss(filter, spectrum, dim, x), start, steps);
        });
    }

    /// <summary>A filter's literal loss of directions times a matrix, [directions, dim] row-major, with its gradient.</summary>
    public static (double Value, double[] Slope) Loss(ISpectralFilter filter, double[] spectrum, int dim, double[] matrix)
    {
        using var scope = new TensorScope();
        var map = Tensor.From(matrix, spectrum.Length, dim);
        map.RequiresGradient = true;
        var total = map.Transpose().MatMul(map);
        var cross = map.Transpose().MatMul(map * Tensor.From(spectrum, spectrum.Length, 1));
        var loss = filter.Loss(total, cross);
        Gradients.Backward(loss);
        return (loss.Item(), map.Gradient!.ToArray<double>());
    }

    /// <summary>The optimum itself: directions times the square roots of the filtered spectrum, rotated as it asks, [directions, dim] row-major.</summary>
    public static double[] Construct(FilteredSpectrum filtered, int dim)
    {
        var matrix = new double[filtered.Variances.Length * dim];
        var rotation = filtered.Rotation();
        for (var j = 0; j < Math.Min(dim, filtered.Variances.Length); j++)
        {
            for (var k = 0; k < dim; k++) matrix[(j * dim) + k] = Math.Sqrt(filtered.Variances[j]) * (rotation?[j, k] ?? (j == k ? 1 : 0));
        }

        return matrix;
    }

    /// <summary>A descending spectrum that is in no fixture.</summary>
    public static double[] Spectrum(int directions, int seed, double low = -0.4, double high = 0.98)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, directions).Select(_ => low + ((high - low) * random.NextDouble())).OrderDescending()];
    }

    private static double[] Direction(double[] slope, List<(double[] Move, double[] Change)> history)
    {
        double[] direction = [.. slope.Select(g => -g)];
        var factors = new double[history.Count];
        for (var k = history.Count - 1; k >= 0; k--)
        {
            factors[k] = Dot(history[k].Move, direction) / Dot(history[k].Move, history[k].Change);
            Add(direction, history[k].Change, -factors[k]);
        }

        if (history.Count > 0)
        {
            var (move, change) = history[^1];
            var scale = Dot(move, change) / Dot(change, change);
            for (var i = 0; i < direction.Length; i++) direction[i] *= scale;
        }

        for (var k = 0; k < history.Count; k++) Add(direction, history[k].Move, factors[k] - (Dot(history[k].Change, direction) / Dot(history[k].Move, history[k].Change)));
        return direction;
    }

    private static void Add(double[] target, double[] source, double factor)
    {
        for (var i = 0; i < target.Length; i++) target[i] += factor * source[i];
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
