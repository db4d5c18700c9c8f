using Semblance.Numerics;
using Semblance.Objectives.Spectral;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Pairs.Moments;
using Semblance.Tensors;

namespace Semblance.Training.Monitor;

/// <summary>What a method's closed form says that a good embedding looks like; for methods without one, that it holds every
/// direction in proportion to the correlation of two views, as the spectral contrastive loss does.</summary>
/// <param name="optimum">The closed form; null when there is none.</param>
/// <param name="dim">Size of the embedding.</param>
internal sealed class MethodReference(Optimum? optimum, int dim)
{
    private const int Bisections = 40, Several = 4;

    /// <summary>Size of the embedding.</summary>
    internal int Dim => dim;

    /// <summary>Classes are needed to know what belongs together.</summary>
    internal bool NeedsLabels => optimum?.LabelShare > 0;

    /// <summary>Whether views decide what belongs together, not classes alone.</summary>
    internal bool SeesViews => optimum is null or { LabelShare: < 1 };

    /// <summary>Whether the loss sees only the directions of embeddings, as losses of cosines do.</summary>
    internal bool SeesDirectionsOnly => optimum is null or { Surrogate: not null };

    /// <summary>Least correlation of two views that the method keeps beside a perfect direction, in [0, 1]; 0 without a closed form.</summary>
    internal double Threshold { get; } = optimum is null ? 0 : LeastKept(optimum.Filter, dim);

    /// <summary>Whether the options of the method make the constant its optimum, however well the views agree.</summary>
    internal bool WantsConstant { get; } = optimum is not null && optimum.Filter.Apply([1], dim).Rank == 0;

    /// <summary>Whether the options of the method make all outputs copies of one direction at its optimum, however many the views share: nothing sets them apart.</summary>
    internal bool WantsOneDirection { get; } = optimum is not null && dim >= Several && optimum.Filter.Apply(Enumerable.Repeat(1.0, dim).ToArray(), dim).Rank == 1;

    /// <summary>Whether the optimum itself is a collapse, which then says nothing about what there is to learn.</summary>
    internal bool IsDegenerate => WantsConstant || WantsOneDirection;

    /// <summary>Whether the loss sees the scale of the embedding. Losses of cosines do not, nor those that standardise.</summary>
    internal bool SeesScale { get; } = optimum is { Surrogate: null } && DependsOnScale(optimum.Filter);

    /// <summary>Total and positive covariance as the method pairs the samples: by views, labels or both; always about the mean.</summary>
    internal (Matrix Total, Matrix Positive) Relation(PairMoments moments) =>
        optimum is null ? (moments.Total, moments.Cross) : LinearSolver.Relation(moments, optimum with { IsCentred = true });

    /// <summary>Variance that the optimum gives each direction, [directions]; its correlation where there is no optimum, or one that is a collapse.</summary>
    /// <param name="spectrum">Correlations, descending, at most 1.</param>
    /// <param name="noise">Correlations up to here cannot be told from 0.</param>
    internal double[] Variances(double[] spectrum, double noise)
    {
        if (spectrum.Length == 0) return [];
        if (optimum is null || IsDegenerate) return [.. spectrum.Select((rho, j) => rho > noise && j < dim ? rho : 0)];
        var clean = spectrum.Select(rho => rho > noise ? rho : Math.Min(rho, 0)).ToArray();

        // The mean is the first direction of a method that does not take it away.
        if (optimum.IsCentred) return optimum.Filter.Apply(clean, dim).Variances;
        return optimum.Filter.Apply([1, .. clean], dim).Variances[1..];
    }

    private static double LeastKept(ISpectralFilter filter, int dim)
    {
        double[] Beside(double rho) => dim > 1 ? [1, rho] : [rho];
        bool Keeps(double rho) => filter.Apply(Beside(rho), dim).Variances[^1] > 0;
        if (!Keeps(1)) return 0;
        var (low, high) = (0.0, 1.0);
        if (Keeps(low)) return low;
        for (var k = 0; k < Bisections; k++)
        {
            var middle = (low + high) / 2;
            if (Keeps(middle)) high = middle;
            else low = middle;
        }

        return high;
    }

    private static bool DependsOnScale(ISpectralFilter filter)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var total = Tensor.From([1.0, 0.3, 0.3, 2], 2, 2);
        var cross = Tensor.From([0.6, 0.1, 0.1, 1], 2, 2);
        var (one, four) = (filter.Loss(total, cross).Item(), filter.Loss(total * 4, cross * 4).Item());
        return Math.Abs(one - four) > 1e-6 * (Math.Abs(one) + Math.Abs(four));
    }
}
