using Semblance.Numerics;
using Semblance.Pairs.Moments;
using Semblance.Tensors;

namespace Semblance.Insight.Dynamics;

/// <summary>Cross-validated spectrum: directions are fitted on some samples and measured on others.</summary>
/// <remarks>In-sample eigenvalues of a cross-view moment are too large, and noise has positive ones too. On new samples the direction v has mean(v'x v'x+) = v'Cv with variance
/// (s² + c²) / n for Gaussian features, s = v'Sv and c = v'Cv there.</remarks>
internal static class SpectrumCheck
{
    /// <summary>Each part once as new samples, all others to fit on.</summary>
    internal static IEnumerable<(PairMoments Fitted, PairMoments New)> Splits(IReadOnlyList<PairMoments> folds) =>
        folds.Select((fold, f) => (folds.Where((_, other) => other != f).Aggregate(PairMoments.Merge), fold));

    /// <summary>The leading modes on held-out samples.</summary>
    /// <param name="problem">Says in which coordinates.</param>
    /// <param name="splits">Moments of the samples that directions are fitted on and of the others, in the same features.</param>
    /// <param name="samples">Different samples behind one unit of weight: 1 over the number of passes.</param>
    /// <param name="modes">How many.</param>
    /// <param name="ridge">For whitening.</param>
    internal static HeldOut[] Of(FlowProblem problem, IEnumerable<(PairMoments Fitted, PairMoments New)> splits, double samples, int modes, double ridge)
    {
        var parts = splits.Select(s => Measure(problem.Coordinates(problem.Seen(s.Fitted), ridge).Vectors, problem.Seen(s.New), problem, s.New.Count * samples, modes)).ToList();
        if (parts.Count == 0) return [];
        var count = Math.Min(modes, parts.Min(p => p.Length));
        return
        [
            .. Enumerable.Range(0, count).Select(j => new HeldOut(
                parts.Average(p => p[j].Rho),
                Math.Sqrt(parts.Sum(p => p[j].StandardError * p[j].StandardError)) / parts.Count)),
        ];
    }

    private static HeldOut[] Measure(Matrix vectors, PairMoments fold, FlowProblem problem, double samples, int modes)
    {
        var count = Math.Min(modes, vectors.Columns);
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var v = vectors.ToTensor().Narrow(1, 0, count);
        var drive = problem.IsWhitened ? fold.Cross : problem.Drive(fold);
        var cross = (v * drive.ToTensor().MatMul(v)).Sum(0).ToArray<double>();
        var total = (v * fold.Total.ToTensor().MatMul(v)).Sum(0).ToArray<double>();
        return
        [
            .. cross.Zip(total, (c, s) =>
            {
                var unit = problem.IsWhitened ? s : 1;
                return new HeldOut(c / unit, Math.Sqrt(((s * s) + (c * c)) / samples) / unit);
            }),
        ];
    }
}
