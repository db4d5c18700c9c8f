namespace Semblance.Objectives.VicReg;

/// <summary>The best split of dimensions into groups of equal variance under VICReg with the hinge.</summary>
/// <remarks>For the covariance C with eigenvalues m along the directions of distance l = 1 - rho, ascending, dim times the loss is
/// variance * sum (1 - sqrt C_kk)_+ + covariance * |off-diagonal of C|^2 + 2 invariance * sum l m. By Schur and Horn only the diagonal t and m matter,
/// t being majorised by m. Where the majorisation is tight C falls apart into blocks; inside a block of n dimensions of equal variance t
/// m = (level - (invariance / covariance) l)_+ with sum n t, and the cost is convex in t on (0, 1]. Borders by dynamic programming.</remarks>
/// <param name="distances">Ascending, not negative, at most dim.</param>
/// <param name="dim">Size of the embedding.</param>
/// <param name="variance">Weight of the hinge.</param>
/// <param name="covariance">Weight of each squared off-diagonal element: twice the option.</param>
/// <param name="invariance">Weight of the squared distance of views.</param>
internal sealed class DimensionGroups(double[] distances, int dim, double variance, double covariance, double invariance)
{
    /// <summary>Borders that are tried at most.</summary>
    internal const int Finest = 768;

    private readonly double[] _sums = Sums(distances, d => d);
    private readonly double[] _squares = Sums(distances, d => d * d);

    /// <summary>The groups of least cost, in order.</summary>
    /// <param name="isCoarse">Whether there were too many borders to try all.</param>
    internal IReadOnlyList<DimensionGroup> Best(out bool isCoarse)
    {
        isCoarse = false;
        if (variance == 0 || covariance == 0) return [Cost(0, dim)];
        var borders = Borders();
        isCoarse = borders.Length <= dim;
        var best = new double[borders.Length];
        var last = new DimensionGroup[borders.Length];
        var from = new int[borders.Length];
        Array.Fill(best, double.PositiveInfinity, 1, best.Length - 1);
        for (var end = 1; end < borders.Length; end++)
        {
            for (var start = 0; start < end; start++)
            {
                var group = Cost(borders[start], borders[end]);
                if (best[start] + group.Loss >= best[end]) continue;
                (best[end], last[end], from[end]) = (best[start] + group.Loss, group, start);
            }
        }

        var groups = new List<DimensionGroup>();
        for (var end = borders.Length - 1; end > 0; end = from[end]) groups.Insert(0, last[end]);

        // Equal but for rounding: one group is the simpler answer.
        var single = Cost(0, dim);
        return single.Loss <= best[^1] + (1e-13 * dim * variance) ? [single] : groups;
    }

    /// <summary>The best group of given dimensions.</summary>
    internal DimensionGroup Cost(int first, int end)
    {
        var size = end - first;
        var directions = Math.Min(end, distances.Length) - first;
        if (directions <= 0 || variance == 0) return new DimensionGroup(first, end, 0, 0, size * variance);
        if (covariance == 0) return Uncoupled(first, end);
        var share = 1.0;
        if (Slope(share) > 0)
        {
            var low = 0.0;
            while (true)
            {
                var middle = (low + share) / 2;
                if (middle <= low || middle >= share) break;
                if (Slope(middle) < 0) low = middle; else share = middle;
            }
        }

        var (level, active) = Level(first, directions, size * share);
        var slope = invariance / covariance;
        var sum = Range(_sums, first, active);
        var distance = (level * sum) - (slope * Range(_squares, first, active));
        var squares = (level * size * share) - (slope * distance);
        var loss = (size * variance * (1 - Math.Sqrt(share))) + (covariance * (squares - (size * share * share))) + (2 * invariance * distance);
        return new DimensionGroup(first, end, share, level, loss);

        double Slope(double t) => (2 * covariance * (Level(first, directions, size * t).Level - t)) - (variance / (2 * Math.Sqrt(t)));
    }

    /// <summary>Writes a group's variances of directions and dimensions.</summary>
    internal void Fill(DimensionGroup group, double[] directions, double[] dimensions)
    {
        for (var k = group.First; k < group.End; k++) dimensions[k] = group.Variance;
        if (covariance == 0)
        {
            directions[group.First] = group.Level;
            return;
        }

        for (var k = group.First; k < Math.Min(group.End, distances.Length); k++)
        {
            directions[k] = Math.Max(0, group.Level - (invariance / covariance * distances[k]));
        }
    }

    /// <summary>All dimensions on one direction.</summary>
    private DimensionGroup Uncoupled(int first, int end)
    {
        var (size, price) = (end - first, 4 * invariance * distances[first]);
        var share = price <= variance ? 1 : Math.Pow(variance / price, 2);
        return new DimensionGroup(first, end, share, size * share, size * ((variance * (1 - Math.Sqrt(share))) + (price / 2 * share)));
    }

    /// <summary>The level at which the active directions of a group sum to a total, and their number.</summary>
    private (double Level, int Active) Level(int first, int directions, double total)
    {
        var slope = invariance / covariance;
        var (low, high) = (1, directions);
        while (low < high)
        {
            // With more directions the level falls as long as the next one is above 0.
            var middle = (low + high + 1) / 2;
            if (At(middle) > slope * distances[first + middle - 1]) low = middle; else high = middle - 1;
        }

        return (At(low), low);

        double At(int active) => (total + (slope * Range(_sums, first, active))) / active;
    }

    private int[] Borders()
    {
        if (dim <= Finest) return [.. Enumerable.Range(0, dim + 1)];
        var directions = Math.Min(dim, distances.Length);
        var steps = Enumerable.Range(0, Finest + 1).Select(k => (int)((long)k * directions / Finest));
        return [.. steps.Append(dim).Distinct()];
    }

    private static double Range(double[] sums, int first, int count) => sums[first + count] - sums[first];

    private static double[] Sums(double[] values, Func<double, double> of)
    {
        var sums = new double[values.Length + 1];
        for (var k = 0; k < values.Length; k++) sums[k + 1] = sums[k] + of(values[k]);
        return sums;
    }
}
