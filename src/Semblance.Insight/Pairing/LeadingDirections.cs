using Semblance.Numerics;

namespace Semblance.Insight.Pairing;

/// <summary>The leading eigenvectors of the cross-view or total covariance of very many features, found in a few passes over the pairs without ever forming it.</summary>
/// <remarks>Block Krylov iteration (<see cref="KrylovBasis"/>) for all samples and, for checks on held-out ones, for all but each fold in the same passes. It ends when the
/// wanted pairs have residuals of at most a thousandth of their value (what their eigenvalues are off by is then of the order of its square), when the variance that the
/// directions hold grows by less than a thousandth, or after nine passes (four where blocks are wide).</remarks>
internal sealed class LeadingDirections
{
    /// <summary>Beyond so many features moments of all are not formed unasked.</summary>
    internal const int MostDense = 4000;

    private const int MostPasses = 9, FewestPasses = 3, MostColumns = 1200, Oversampling = 10;
    private const double Enough = 1e-3;

    private LeadingDirections(double[] values, double[] residuals, Matrix[] bases, int passes, double varianceShare) =>
        (Values, Residuals, Bases, Passes, VarianceShare) = (values, residuals, bases, passes, varianceShare);

    /// <summary>Eigenvalues along the directions of all samples, descending.</summary>
    internal double[] Values { get; }

    /// <summary>Within so much of each value lies an eigenvalue of the covariance.</summary>
    internal double[] Residuals { get; }

    /// <summary>Directions of all samples, then those of all samples but each fold; [d, count] each, orthonormal columns.</summary>
    internal IReadOnlyList<Matrix> Bases { get; }

    /// <summary>Passes over the pairs.</summary>
    internal int Passes { get; }

    /// <summary>Share of all variance along the directions of all samples; only where directions of the total covariance were asked for.</summary>
    internal double VarianceShare { get; }

    /// <summary>Finds them.</summary>
    /// <param name="input">Pairs that can be streamed.</param>
    /// <param name="isCross">Of the cross-view covariance; otherwise of the total one.</param>
    /// <param name="isCentred">About the mean; otherwise about 0.</param>
    /// <param name="count">How many.</param>
    /// <param name="wanted">How many of them have to be accurate one by one.</param>
    /// <param name="folds">Folds for held-out checks; below 2 for none.</param>
    /// <param name="seed">Of the random start.</param>
    /// <param name="progress">Told units done and in all.</param>
    /// <param name="cancellation">Stops between two blocks.</param>
    internal static LeadingDirections Of(PairInput input, bool isCross, bool isCentred, int count, int wanted, int folds, long seed, Action<long, long>? progress, CancellationToken cancellation)
    {
        var moment = new StreamedMoment(input, isCross, isCentred, folds);
        var block = count + Oversampling;
        var most = Math.Clamp(MostColumns / block, FewestPasses + 1, MostPasses);

        // Few features: one block of all of them is exact.
        if (input.Dim < (FewestPasses + 1) * block) (block, most) = (input.Dim, 1);
        most = Math.Min(most, input.Dim / block);
        KrylovBasis[] spaces = [.. Enumerable.Range(0, moment.Parts).Select(_ => new KrylovBasis(input.Dim, block, seed))];
        var (values, residuals, held) = (Array.Empty<double>(), Array.Empty<double>(), 0.0);
        for (var pass = 1; ; pass++)
        {
            var products = moment.Multiply([.. spaces.Select(s => s.Frame)], progress, cancellation);
            for (var p = 0; p < spaces.Length; p++) spaces[p].Take(products[p]);
            (values, _, residuals) = spaces[0].Largest(count);
            var before = held;
            held = values.Sum();
            var isEnough = wanted > 0
                ? Enumerable.Range(0, Math.Min(wanted, values.Length)).All(j => residuals[j] <= Enough * Math.Max(Math.Abs(values[j]), Enough * values[0]))
                : held - before <= Enough * held;
            if (pass >= most || (pass >= FewestPasses && isEnough)) break;
            foreach (var space in spaces) space.Grow();
        }

        return new LeadingDirections(values, residuals, [.. spaces.Select(s => s.Largest(count).Vectors)], moment.Passes, held / moment.Trace);
    }
}
