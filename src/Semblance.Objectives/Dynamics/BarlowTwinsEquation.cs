using Semblance.Errors;
using Semblance.Numerics;

namespace Semblance.Objectives.Dynamics;

/// <summary>The Barlow Twins model where no closed form holds: off-diagonal weights other than 1, finite batches, any start; integrated.</summary>
/// <remarks>Loss sum_i (c_ii - 1)² + o sum_(i≠j) c_ij² of c = WGW'. Fresh batches of m pairs add, for Gaussian inputs,
/// (1/2m) sum_ij w_ij (S_ii S_jj + c_ii c_jj + c_ij² + S_ij²) with w = 1 or o and S = W Total W': a bias that no learning rate removes. Where inputs are not Gaussian it
/// misses weak modes; a <see cref="Sample"/> of pairs gives their own fourth moments, at the price of a pass over it for each step of the integration.</remarks>
public sealed class BarlowTwinsEquation : IFlow
{
    /// <summary>Weight of correlations between different outputs, o; >= 0, no unit, default 1.</summary>
    public double OffDiagonal { get; init; } = 1;

    /// <summary>Pairs in a batch, m; above 0, default infinite.</summary>
    public double BatchSize { get; init; } = double.PositiveInfinity;

    /// <summary>Covariance of all views in the same eigen-coordinates, [modes, modes]; needed for a finite batch; null, the default, for whitened inputs.</summary>
    public Matrix? Total { get; init; }

    /// <summary>Pairs whose fourth moments stand in for the Gaussian ones of a finite batch; null, the default, for Gaussian ones.</summary>
    public ViewSample? Sample { get; init; }

    /// <summary>Last time that is looked at; above 0; null, the default, for five times the slowest half-time that small-start theory expects.</summary>
    public double? Horizon { get; init; }

    /// <summary>Error of a weight in one step of the integration, relative to it; between 1e-13 and 0.001, default 1e-8.</summary>
    public double Tolerance { get; init; } = 1e-8;

    /// <inheritdoc/>
    public string Validity => double.IsInfinity(BatchSize)
        ? "integrated for a linear model; full batches, small learning rate, any start"
        : Sample is not null ? "integrated for a linear model; fresh batches with the fourth moments of a sample of pairs; small learning rate, any start"
        : "integrated for a linear model; fresh batches with Gaussian fourth moments, so modes that are only partly learnt are uncertain; small learning rate, any start";

    /// <summary>Growth rate of an eigenvalue's later mode while all outputs still copy the first one, 8g o k / (1 + o(k - 1)).</summary>
    /// <param name="eigenvalue">g of the mode.</param>
    /// <param name="dim">Outputs, k.</param>
    public double GrowthWhileCopying(double eigenvalue, int dim) => 8 * eigenvalue * OffDiagonal * dim / (1 + (OffDiagonal * (dim - 1)));

    /// <summary>Where the leading eigenvalue of the cross-correlation stands while all outputs copy the first mode, k / (1 + o(k - 1)).</summary>
    /// <param name="dim">Outputs, k.</param>
    public double PeakWhileCopying(int dim) => dim / (1 + (OffDiagonal * (dim - 1)));

    /// <summary>Weights at ascending times, each [dim, modes].</summary>
    /// <param name="spectrum">Eigenvalues of the cross-view moment, [modes].</param>
    /// <param name="initial">Weights at time 0 in eigen-coordinates, [dim, modes].</param>
    /// <param name="times">Learning rate times steps, ascending.</param>
    public Matrix[] Weights(IReadOnlyList<double> spectrum, Matrix initial, IReadOnlyList<double> times) => Timeline.Walk(Integrator(spectrum, initial), initial, times);

    /// <summary>Eigenvalues of the embeddings' cross-correlation, descending, at ascending times, [times, dim].</summary>
    /// <param name="spectrum">Eigenvalues of the cross-view moment, [modes].</param>
    /// <param name="initial">Weights at time 0 in eigen-coordinates, [dim, modes].</param>
    /// <param name="times">Learning rate times steps, ascending.</param>
    public Matrix Correlations(IReadOnlyList<double> spectrum, Matrix initial, IReadOnlyList<double> times)
    {
        var result = new Matrix(times.Count, initial.Rows);
        var weights = Weights(spectrum, initial, times);
        for (var i = 0; i < weights.Length; i++) SymmetricEigen.Decompose(Correlation(weights[i], spectrum)).Values.CopyTo(result.Row(i));
        return result;
    }

    /// <summary>First time at which each eigenvalue of the cross-correlation, taken in descending order, reaches a level, [dim]; infinite when not before the horizon.</summary>
    /// <param name="spectrum">Eigenvalues of the cross-view moment, [modes].</param>
    /// <param name="initial">Weights at time 0 in eigen-coordinates, [dim, modes].</param>
    /// <param name="level">Above 0, default one half.</param>
    public double[] CorrelationTimes(IReadOnlyList<double> spectrum, Matrix initial, double level = 0.5) =>
        Search(spectrum, initial, w => SymmetricEigen.Decompose(Correlation(w, spectrum)).Values, [.. Enumerable.Repeat(level, initial.Rows)]);

    /// <inheritdoc/>
    public double[] Variances(IReadOnlyList<double> spectrum, Matrix initial, double time) => Weights(spectrum, initial, [time])[0].ColumnSquares();

    /// <inheritdoc/>
    /// <remarks>The state at the horizon.</remarks>
    public double[] Limits(IReadOnlyList<double> spectrum, Matrix initial) => Variances(spectrum, initial, End(spectrum, initial));

    /// <inheritdoc/>
    /// <remarks>A mode that has less than a twentieth of the variance it would have by itself at the horizon counts as not learnt.</remarks>
    public double[] HalfTimes(IReadOnlyList<double> spectrum, Matrix initial)
    {
        var targets = Limits(spectrum, initial).Select((v, j) => spectrum[j] > 0 && v * spectrum[j] > 0.05 ? v / 2 : double.PositiveInfinity).ToArray();
        return Search(spectrum, initial, w => w.ColumnSquares(), targets);
    }

    /// <inheritdoc/>
    /// <remarks>Without the small term of finite batches.</remarks>
    public double LargestStableStep(IReadOnlyList<double> spectrum)
    {
        var fastest = Math.Max(8 * Math.Max(1, OffDiagonal) * FlowInput.Spectrum(spectrum).Max(), -4 * spectrum.Min());
        return fastest > 0 ? 2 / fastest : double.PositiveInfinity;
    }

    /// <summary>-dL/dW, [dim, modes].</summary>
    internal Matrix Descent(IReadOnlyList<double> spectrum, Matrix weights)
    {
        var driven = weights.ScaleColumns([.. spectrum]);
        var correlation = driven.TimesTranspose(weights);
        var pull = Weighted(correlation.Plus(Dense.Identity(weights.Rows), -1)).Times(driven).Scaled(-4);
        if (double.IsInfinity(BatchSize)) return pull;
        if (Sample is not null) return pull.Plus(Sample.Slope(weights, OffDiagonal).Plus(Weighted(correlation).Times(driven), -4), -1 / BatchSize);
        var spread = Total is null ? weights : weights.Times(Total);
        var covariance = spread.TimesTranspose(weights);
        var ofCross = WeightedDiagonal(correlation).Plus(Weighted(correlation)).Times(driven);
        var ofTotal = WeightedDiagonal(covariance).Plus(Weighted(covariance)).Times(spread);
        return pull.Plus(ofCross.Plus(ofTotal), -2 / BatchSize);
    }

    private static Matrix Correlation(Matrix weights, IReadOnlyList<double> spectrum) => weights.ScaleColumns([.. spectrum]).TimesTranspose(weights).Symmetric();

    private Matrix Weighted(Matrix moment)
    {
        var result = moment.Scaled(OffDiagonal);
        for (var i = 0; i < result.Rows; i++) result[i, i] = moment[i, i];
        return result;
    }

    // The diagonal matrix of sum_j w_ij moment_jj.
    private Matrix WeightedDiagonal(Matrix moment)
    {
        var diagonal = moment.Diagonal();
        var sum = diagonal.Sum();
        return Dense.Diagonal([.. diagonal.Select(x => x + (OffDiagonal * (sum - x)))]);
    }

    private RungeKutta Integrator(IReadOnlyList<double> spectrum, Matrix initial)
    {
        FlowInput.Check(spectrum, initial);
        if (!(OffDiagonal >= 0)) throw new RequestException("the off-diagonal weight is not negative", $"got {OffDiagonal}", "0.0051 is the paper's");
        if (!(BatchSize > 0)) throw new RequestException("a batch holds at least one pair", $"got {BatchSize}", "give the number of pairs");
        if (Total is not null && (Total.Rows != spectrum.Count || Total.Columns != spectrum.Count))
            throw new RequestException("the total covariance has one row and column a mode", $"[{Total.Rows}, {Total.Columns}] for {spectrum.Count} modes", "rotate it into the eigenvectors of the cross-view moment");
        if (Sample is not null && Sample.First.Columns != spectrum.Count)
            throw new RequestException("a sample of pairs has one column a mode", $"{Sample.First.Columns} for {spectrum.Count} modes", "rotate the views into the eigenvectors of the cross-view moment");
        if (!(Tolerance is >= 1e-13 and <= 1e-3)) throw new RequestException("a tolerance is between 1e-13 and 0.001", $"got {Tolerance}", "1e-8 is usual");

        // The faintest mode at the start may be the one that matters later.
        var smallest = Math.Sqrt(initial.ColumnSquares().Where(v => v > 0).DefaultIfEmpty(1).Min()) * Tolerance;
        return new RungeKutta(state => Descent(spectrum, new Matrix(initial.Rows, initial.Columns, state)).Values, Tolerance, smallest);
    }

    private double End(IReadOnlyList<double> spectrum, Matrix initial)
    {
        if (Horizon is not null) return Horizon > 0 ? Horizon.Value : throw new RequestException("a horizon is above 0", $"got {Horizon}", "give the longest time of interest");
        var slow = OffDiagonal > 0 ? Math.Max(1, 8 / GrowthWhileCopying(1, initial.Rows)) : 1;
        var expected = new BarlowTwinsFlow().HalfTimes(spectrum, initial).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        var slowest = spectrum.Where(g => g > 0).OrderDescending().Take(initial.Rows).DefaultIfEmpty(1).Min();
        return 5 * slow * (expected + (1 / slowest));
    }

    private double[] Search(IReadOnlyList<double> spectrum, Matrix initial, Func<Matrix, double[]> watch, double[] targets)
    {
        var times = Enumerable.Repeat(double.PositiveInfinity, targets.Length).ToArray();
        var (before, state) = (0.0, initial.Values);
        Matrix Shaped(double[] values) => new(initial.Rows, initial.Columns, values);
        void Look(double now, double[] next)
        {
            var values = watch(Shaped(next));
            for (var j = 0; j < targets.Length; j++)
            {
                if (double.IsFinite(times[j]) || !(values[j] >= targets[j])) continue;
                var from = state;
                times[j] = now == 0 ? 0 : before + Crossing.Refine(t => watch(Shaped(Integrator(spectrum, initial).Integrate(from, t)))[j] - targets[j], 0, now - before);
            }

            (before, state) = (now, next);
        }

        Look(0, initial.Values);
        Integrator(spectrum, initial).Integrate(initial.Values, End(spectrum, initial), (now, next) =>
        {
            Look(now, next);
            return Enumerable.Range(0, targets.Length).Any(j => double.IsInfinity(times[j]) && double.IsFinite(targets[j]));
        });
        return times;
    }
}
