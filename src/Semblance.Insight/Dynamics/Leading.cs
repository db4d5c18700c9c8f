using System.Globalization;
using Semblance.Errors;
using Semblance.Insight.Pairing;
using Semblance.Numerics;
using Semblance.Objectives.Spectral.Features;
using Semblance.Pairs.Moments;

namespace Semblance.Insight.Dynamics;

/// <summary>Very many features: everything is done in their leading directions, found without ever forming a moment of all.</summary>
/// <remarks>For inputs as they are these are the leading eigenvectors of the cross-view moment, so that nothing is lost but modes that are not followed; a Gaussian start
/// is Gaussian in any orthonormal directions. For whitened inputs they are the leading principal directions: what lies outside is not whitened but left out, so that
/// eigenvalues are lower bounds. Directions for the check on held-out samples are found from the other samples alone.</remarks>
internal static class Leading
{
    private const int MoreThanModes = 20;

    internal static bool IsNeeded(PairInput input, string features, ForecastOptions options)
    {
        if (features != LinearFeatures.Word || (input.Dim <= LeadingDirections.MostDense && options.LeadingDirections is null)) return false;
        if (input.IsStreamed) return true;
        if (options.LeadingDirections is null) return false;
        throw new RequestException("leading directions are taken of views", $"got --leading {options.LeadingDirections} with {input.Description}", "give --views or --data, or draw features with --kernel");
    }

    /// <summary>Moments in the leading directions of all samples, for each part of the samples in those of the others, and how good they are.</summary>
    internal static (PairMoments All, IReadOnlyList<(PairMoments Fitted, PairMoments New)> Splits, LeadingFit Fit) Of(
        PairInput input, FlowProblem problem, ForecastOptions options, Action<long, long>? progress, CancellationToken cancellation)
    {
        if (problem.NeedsAll) throw new RequestException("trace losses need all directions", $"there are {input.Dim} features", "project to 4000 or fewer, or draw features with --kernel");
        var modes = options.Modes ?? options.Dim + 10;
        var count = Math.Min(options.LeadingDirections ?? (problem.IsWhitened ? Math.Max(PairSolver.Principal, modes) : modes + MoreThanModes), Math.Min(input.Dim, input.Count - 1));
        var found = LeadingDirections.Of(input, !problem.IsWhitened, problem.IsCentred, count, problem.IsWhitened ? 0 : options.Dim, options.Folds, options.Seed, progress, cancellation);
        count = found.Values.Length;
        var map = new ProjectedFeatures(Joined(found.Bases));
        var folds = options.Folds > 1 ? input.Folds(map, options.Folds, progress, cancellation) : [];
        var all = Part(folds.Count > 0 ? folds.Aggregate(PairMoments.Merge) : input.Moments(map, progress, cancellation), 0, count);
        var splits = SpectrumCheck.Splits(folds).Select((s, f) => (Part(s.Item1, (1 + f) * count, count), Part(s.Item2, (1 + f) * count, count))).ToList();
        return (all, splits, new LeadingFit
        {
            Directions = count,
            Passes = found.Passes + 1,
            Residuals = problem.IsWhitened ? null : [.. found.Residuals.Take(modes)],
            VarianceShare = problem.IsWhitened ? found.VarianceShare : null,
        });
    }

    internal static string Note(PairInput input, FlowProblem problem, LeadingFit fit, IReadOnlyList<double> spectrum, int dim)
    {
        var kept = string.Create(CultureInfo.InvariantCulture, $"of {input.Dim} features the {fit.Directions} leading ");
        if (problem.IsWhitened)
        {
            return kept + string.Create(CultureInfo.InvariantCulture, $"principal directions were whitened, {100 * fit.VarianceShare:F1}% of the variance; what lies outside is left out (--leading), eigenvalues are lower bounds");
        }

        var worst = fit.Residuals!.Take(dim).Select((r, j) => r / Math.Abs(spectrum[j])).Max();
        return kept + string.Create(CultureInfo.InvariantCulture, $"directions of the cross-view moment are followed; residuals of the first {dim} are at most {worst:G2} of their eigenvalues; the largest stable learning rate knows only the directions kept");
    }

    /// <summary>Moments of some neighbouring features.</summary>
    private static PairMoments Part(PairMoments moments, int from, int count) => new()
    {
        Dim = count,
        Views = moments.Views,
        Count = moments.Count,
        Mean = moments.Mean[from..(from + count)],
        Total = Part(moments.Total, from, count),
        Cross = Part(moments.Cross, from, count),
    };

    private static Matrix Part(Matrix matrix, int from, int count)
    {
        var part = new Matrix(count, count);
        for (var r = 0; r < count; r++) matrix.Row(from + r).Slice(from, count).CopyTo(part.Row(r));
        return part;
    }

    private static Matrix Joined(IReadOnlyList<Matrix> bases)
    {
        var width = bases[0].Columns;
        var joined = new Matrix(bases[0].Rows, width * bases.Count);
        for (var b = 0; b < bases.Count; b++)
        {
            for (var r = 0; r < joined.Rows; r++) bases[b].Row(r).CopyTo(joined.Row(r).Slice(b * width, width));
        }

        return joined;
    }
}
