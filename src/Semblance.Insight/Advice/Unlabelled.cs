using System.Globalization;

namespace Semblance.Insight.Advice;

/// <summary>What can be said without labels, and what cannot.</summary>
internal static class Unlabelled
{
    internal static AdviceReport Report(IReadOnlyList<PairEvidence> evidence, AdviceOptions options, int dim, LabelChoice choice)
    {
        var quantities = evidence.Select(e => Quantities.Of(e, null, null)).ToList();
        var ranking = new List<RankedCandidate>();
        foreach (var e in evidence)
        {
            ranking.Add(new RankedCandidate(e.Name, CandidateList.VicReg(Advisor.CautiousInvariance, e.Spectrum, dim), null));
        }

        // Least invariance first: what keeps most information comes first where nothing says which is wanted.
        foreach (var (e, k) in evidence.Select((e, k) => (e, k)))
        {
            ranking.AddRange(CandidateList.Of(e.Spectrum, k == 0 ? e.PrincipalVariances : null, dim, false).OrderByDescending(c => c.RankMe).Select(c => new RankedCandidate(e.Name, c, null)));
        }

        return new AdviceReport
        {
            Pairs = quantities,
            Ranking = ranking,
            Advised = ranking[0],
            AdvisedPairs = quantities[0],
            Dim = dim,
            AdvisedDim = dim,
            AdvisedBatch = Math.Min(options.Batch, evidence[0].Rows),
            InvarianceRange = (0, Highest(evidence[0].Spectrum, dim)),
            Labels = 0,
            Classes = 0,
            Findings = Findings(quantities[0], choice, evidence[0].Spectrum, dim),
        };
    }

    /// <summary>The ratio below which no direction of the embedding is dropped.</summary>
    private static double Highest(double[] spectrum, int dim) => spectrum[Math.Min(dim, spectrum.Length) - 1] is var last && last < 1 ? 1 / (1 - last) : double.MaxValue;

    private static List<Finding> Findings(PairQuantities pairs, LabelChoice choice, double[] spectrum, int dim)
    {
        List<Finding> findings = [];
        findings.Add(choice.Known == 0
            ? new Finding("no-labels", "There are no labels: nothing here can say whether these pairs keep or drop what you will ask of the representation, as that is a question about labels. Label 20 rows to get a ranking.")
            : new Finding("too-few-labels", $"There are {choice.Known} labelled rows, fewer than {LabelChoice.Fewest}: too few to tell anything, so they were not used. Label 20 rows to get a ranking."));
        findings.Add(new Finding("cautious", string.Create(
            CultureInfo.InvariantCulture,
            $"Until then keep the invariance small: at a ratio of invariance to variance of {Advisor.CautiousInvariance} every direction stays, whatever the pairs; on these pairs {dim} dimensions stay up to {Highest(spectrum, dim):0.00}.")));
        findings.Add(new Finding("rank", string.Create(
            CultureInfo.InvariantCulture,
            $"Spectral and contrastive methods can keep {pairs.Rank} of {spectrum.Length} directions, those that views agree on; views really share about {pairs.EffectiveDim:0.0}.")));
        if (spectrum[Math.Min(dim, spectrum.Length) - 1] < 0) findings.Add(new Finding("negative", "Some of the directions have negative correlation: views disagree on them systematically, and only methods of small invariance keep them."));
        return findings;
    }
}
