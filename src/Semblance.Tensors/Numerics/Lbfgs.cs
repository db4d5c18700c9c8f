namespace Semblance.Numerics;

/// <summary>Limited-memory BFGS with a line search for the strong Wolfe conditions (Nocedal and Wright, Numerical Optimization, 2nd ed.,
/// algorithms 7.4, 7.5, 3.5 and 3.6). May be used from several threads at once.</summary>
public sealed class Lbfgs
{
    private const int Memory = 10;
    private const double Decrease = 1e-4;
    private const double Curvature = 0.9;

    /// <summary>Ends after this many iterations.</summary>
    public int MaxIterations { get; init; } = 500;

    /// <summary>Ends when no element of the gradient is larger.</summary>
    public double GradientTolerance { get; init; } = 1e-7;

    /// <summary>Ends when an iteration lowers the value by a smaller share.</summary>
    public double ValueTolerance { get; init; } = 1e-9;

    /// <summary>Descends from a start to a minimum, or as far as rounding lets it.</summary>
    /// <param name="function">The function; what is to be made small.</param>
    /// <param name="start">Where to begin, not changed.</param>
    public Minimum Minimise(ValueAndGradient function, double[] start)
    {
        var pairs = new List<(double[] Step, double[] Change, double Rho)>(Memory);
        var here = new Place(start, new double[start.Length]) { Value = 0 };
        here = here with { Value = function(here.Point, here.Gradient) };
        var hasConverged = Largest(here.Gradient) <= GradientTolerance;
        var iteration = 0;
        while (!hasConverged && iteration < MaxIterations)
        {
            var direction = Direction(pairs, here.Gradient);
            var slope = Dot(direction, here.Gradient);
            var first = pairs.Count > 0 ? 1 : Math.Min(1, 1 / Math.Sqrt(Dot(here.Gradient, here.Gradient)));
            var next = slope < 0 ? Search(function, here, direction, slope, first) : null;
            if (next is null)
            {
                // Rounding has the last word, unless old curvature pairs mislead: once more from the steepest descent.
                if (pairs.Count == 0) break;
                pairs.Clear();
                continue;
            }

            iteration++;
            Remember(pairs, here, next);
            hasConverged = Largest(next.Gradient) <= GradientTolerance || here.Value - next.Value <= ValueTolerance * Math.Abs(next.Value);
            here = next;
        }

        return new Minimum(here.Point, here.Value, iteration, hasConverged);
    }

    private static Place? Search(ValueAndGradient function, Place from, double[] direction, double slope, double first)
    {
        var (low, lowSlope) = (0.0, slope);
        var lowPlace = from;
        var step = first;
        for (var trial = 0; trial < 25; trial++)
        {
            var place = At(function, from, direction, step);
            var placeSlope = Dot(place.Gradient, direction);
            if (!IsLower(place, from, step, slope) || (trial > 0 && place.Value >= lowPlace.Value))
            {
                return Zoom(function, from, direction, slope, (low, lowPlace, lowSlope), (step, place, placeSlope));
            }

            if (Math.Abs(placeSlope) <= -Curvature * slope) return place;
            if (placeSlope >= 0) return Zoom(function, from, direction, slope, (step, place, placeSlope), (low, lowPlace, lowSlope));
            (low, lowPlace, lowSlope) = (step, place, placeSlope);
            step *= 2.5;
        }

        return lowPlace == from ? null : lowPlace;
    }

    private static Place? Zoom(
        ValueAndGradient function, Place from, double[] direction, double slope, (double Step, Place Place, double Slope) low, (double Step, Place Place, double Slope) high)
    {
        for (var trial = 0; trial < 25; trial++)
        {
            var step = Cubic(low, high);
            var place = At(function, from, direction, step);
            var placeSlope = Dot(place.Gradient, direction);
            if (!IsLower(place, from, step, slope) || place.Value >= low.Place.Value)
            {
                high = (step, place, placeSlope);
                continue;
            }

            if (Math.Abs(placeSlope) <= -Curvature * slope) return place;
            if (placeSlope * (high.Step - low.Step) >= 0) high = low;
            low = (step, place, placeSlope);
        }

        return low.Place == from ? null : low.Place;
    }

    /// <summary>Minimum of the cubic through two values and slopes, kept off the ends of the bracket.</summary>
    private static double Cubic((double Step, Place Place, double Slope) a, (double Step, Place Place, double Slope) b)
    {
        var (left, right) = (Math.Min(a.Step, b.Step), Math.Max(a.Step, b.Step));
        var d1 = a.Slope + b.Slope - (3 * (a.Place.Value - b.Place.Value) / (a.Step - b.Step));
        var square = (d1 * d1) - (a.Slope * b.Slope);
        var middle = (left + right) / 2;
        if (!(square >= 0)) return middle;
        var d2 = Math.Sign(b.Step - a.Step) * Math.Sqrt(square);
        var step = b.Step - ((b.Step - a.Step) * (b.Slope + d2 - d1) / (b.Slope - a.Slope + (2 * d2)));
        var room = 0.1 * (right - left);
        return double.IsFinite(step) ? Math.Clamp(step, left + room, right - room) : middle;
    }

    private static bool IsLower(Place place, Place from, double step, double slope) =>
        double.IsFinite(place.Value) && place.Value <= from.Value + (Decrease * step * slope);

    private static Place At(ValueAndGradient function, Place from, double[] direction, double step)
    {
        var point = new double[direction.Length];
        for (var i = 0; i < point.Length; i++) point[i] = from.Point[i] + (step * direction[i]);
        var gradient = new double[point.Length];
        return new Place(point, gradient) { Value = function(point, gradient) };
    }

    private static void Remember(List<(double[] Step, double[] Change, double Rho)> pairs, Place from, Place to)
    {
        var step = Difference(to.Point, from.Point);
        var change = Difference(to.Gradient, from.Gradient);
        var product = Dot(step, change);
        if (product <= 1e-12 * Math.Sqrt(Dot(step, step) * Dot(change, change))) return;
        if (pairs.Count == Memory) pairs.RemoveAt(0);
        pairs.Add((step, change, 1 / product));
    }

    private static double[] Direction(List<(double[] Step, double[] Change, double Rho)> pairs, double[] gradient)
    {
        var d = Array.ConvertAll(gradient, g => -g);
        var weights = new double[pairs.Count];
        for (var i = pairs.Count - 1; i >= 0; i--)
        {
            weights[i] = pairs[i].Rho * Dot(pairs[i].Step, d);
            Add(d, pairs[i].Change, -weights[i]);
        }

        if (pairs.Count > 0)
        {
            var (_, change, rho) = pairs[^1];
            var scale = 1 / (rho * Dot(change, change));
            for (var i = 0; i < d.Length; i++) d[i] *= scale;
        }

        for (var i = 0; i < pairs.Count; i++) Add(d, pairs[i].Step, weights[i] - (pairs[i].Rho * Dot(pairs[i].Change, d)));
        return d;
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static void Add(double[] target, double[] other, double factor)
    {
        for (var i = 0; i < target.Length; i++) target[i] += factor * other[i];
    }

    private static double[] Difference(double[] a, double[] b)
    {
        var result = new double[a.Length];
        for (var i = 0; i < a.Length; i++) result[i] = a[i] - b[i];
        return result;
    }

    private static double Largest(double[] values) => values.Max(Math.Abs);

    private sealed record Place(double[] Point, double[] Gradient)
    {
        internal double Value { get; init; }
    }
}
