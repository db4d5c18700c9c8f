namespace Semblance.Insight.Advice;

/// <summary>Leave-one-out errors of the advised method when one setting changes.</summary>
internal sealed class SettingScan(Contest contest, Contender advised)
{
    private const double Tolerance = 1.01;
    private static readonly int[] BatchSizes = [32, 64, 128, 256, 512, 1024, 2048, 4096];
    private static readonly double[] Ratios = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 1, 1.5, 2, 3, 5, 10, 20];

    private PairEvidence Evidence => contest.Evidence[advised.Pairs];

    /// <summary>By size of the embedding: powers of two up to all directions.</summary>
    internal IReadOnlyList<Setting> Dimensions()
    {
        var most = Math.Min(Evidence.Spectrum.Length, Math.Max(512, contest.Dim));
        var sizes = Enumerable.Range(1, 20).Select(k => 1 << k).Where(d => d < most).Append(most).Append(contest.Dim).Distinct().Order().ToList();
        return Scan([.. sizes.Select(d => ((double)d, CandidateList.Resized(advised.Candidate, Evidence.Spectrum, Evidence.PrincipalVariances, d)))]);
    }

    /// <summary>By batch, for VICReg with the advised ratio; of the nearest VICReg where another method is advised.</summary>
    internal IReadOnlyList<Setting> Batches()
    {
        var ratio = advised.Candidate.Invariance ?? NearestRatio();
        return Scan([.. BatchSizes.Select(b => ((double)b, CandidateList.VicRegInBatches(ratio, b, Evidence.Spectrum, contest.Dim)))]);
    }

    /// <summary>By ratio of invariance to variance weight.</summary>
    internal IReadOnlyList<Setting> Invariances() =>
        Scan([.. Ratios.Where(r => r * (1 - Evidence.Spectrum[0]) < 1).Select(r => (r, CandidateList.VicReg(r, Evidence.Spectrum, contest.Dim)))]);

    /// <summary>The smallest setting within 1% of the least error.</summary>
    internal static double Smallest(IReadOnlyList<Setting> settings)
    {
        var least = settings.Min(s => s.Error);
        return settings.First(s => s.Error <= Tolerance * least).Value;
    }

    /// <summary>From the smallest to the largest setting within 1% of the least error, or that the labels cannot tell from the best.</summary>
    internal static (double Low, double High) Range(IReadOnlyList<Setting> settings)
    {
        var least = settings.Min(s => s.Error);
        var alike = settings.Where(s => s.Excess.Low <= 0 || s.Error <= Tolerance * least).ToList();
        return (alike[0].Value, alike[^1].Value);
    }

    private double NearestRatio() =>
        contest.Contenders.Where(c => c.Pairs == advised.Pairs && c.Candidate.Invariance is not null).Select(c => c.Candidate.Invariance!.Value).DefaultIfEmpty(Advisor.CautiousInvariance).First();

    private IReadOnlyList<Setting> Scan(IReadOnlyList<(double Value, Candidate Candidate)> settings)
    {
        var kept = settings.Where(s => s.Candidate.Rank > 0).ToList();
        if (kept.Count == 0) return [];
        var scores = kept.Select(s => Contender.Of(advised.Pairs, s.Candidate, contest.Features[advised.Pairs], contest.Targets, contest.Dim, contest.Options.Seed).Score).ToList();
        var best = scores.IndexOf(scores.MinBy(s => s.Error)!);
        var resampling = new Resampling([.. scores.Select(s => s.Losses)], contest.Options.Seed);
        return [.. kept.Select((s, k) => new Setting(s.Value, scores[k].Error, resampling.Difference(k, best)))];
    }
}
