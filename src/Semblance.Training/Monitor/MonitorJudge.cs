using System.Globalization;

namespace Semblance.Training.Monitor;

/// <summary>Tells a young embedding, a collapsed one and views that leave nothing to learn apart, from numbers alone.</summary>
/// <param name="reference">What the method wants.</param>
internal sealed class MonitorJudge(MethodReference reference)
{
    /// <summary>Looks over which something must have grown to count as growing.</summary>
    internal const int Patience = 2;

    /// <summary>What has grown by less than this factor over the patience stands still.</summary>
    internal const double Growth = 1.1;

    /// <summary>Up to this share of the training standing still is no sign of anything.</summary>
    internal const double Young = 0.3;

    /// <summary>A collapsed rank is below this share of what the optimum has (after a fall to less than half, twice that), and a rank that has come is above half of it.</summary>
    private const double CollapsedRank = 0.125, ComeRank = 0.5;

    /// <summary>Below this all features are one, where there is room for so many more.</summary>
    private const double OneDirection = 1.5, Several = 4;

    /// <summary>Outputs whose variance is a smaller share of their mean square length are one point with rounding around it.</summary>
    private const double ConstantShare = 1e-3;

    /// <summary>Share of the optimum's variance below which the scale has collapsed.</summary>
    private const double CollapsedVariance = 0.01;

    /// <summary>Share of the first features' variance along directions the views destroy from which it is said.</summary>
    private const double Destroyed = 0.25;

    /// <summary>Two views agree on a direction from this correlation on.</summary>
    private const double Agree = 0.5;

    /// <summary>Share of what two views have in common below which the embedding is called too small for it.</summary>
    private const double EnoughRoom = 0.6;

    /// <summary>Share of constant features from which units are called dead.</summary>
    private const double Dead = 0.25;

    /// <summary>The record with state and findings.</summary>
    internal MonitorRecord Judge(MonitorRecord now, IReadOnlyList<MonitorRecord> before, double progress)
    {
        var (findings, first) = (new List<MonitorFinding>(), before.Count > 0 ? before[0] : now);
        if (Units(now) is { } dead) findings.Add(new(MonitorVerdict.Collapsed, dead, MonitorCause.DeadUnits));
        if (Room(first) is { } room) findings.Add(new(MonitorVerdict.CannotBeLearnt, room, MonitorCause.SmallEmbedding));
        if (Invariance(first) is { } invariance) findings.Add(new(MonitorVerdict.CannotBeLearnt, invariance, MonitorCause.StrongInvariance));
        var collapse = progress > 0 ? Collapse(now, before) : null;
        if (collapse is { } found) findings.Add(new(MonitorVerdict.Collapsed, found.Text, found.Cause));
        if (Views(first) is { } views) findings.Add(new(MonitorVerdict.CannotBeLearnt, views, MonitorCause.ViewsDisagree));
        if (collapse is null && Missing(now, before, progress) is { } missing) findings.Add(new(MonitorVerdict.NotYetLearnt, missing, MonitorCause.TooEarly));
        var state = collapse is not null ? MonitorVerdict.Collapsed
            : findings.Any(f => f.Verdict == MonitorVerdict.NotYetLearnt) ? MonitorVerdict.NotYetLearnt
            : now.ExpectedRank == 0 ? MonitorVerdict.CannotBeLearnt : MonitorVerdict.Learning;
        return now with { State = state, Findings = findings, CollapsedLooks = collapse is null ? 0 : 1 + (before.Count > 0 ? before[^1].CollapsedLooks : 0) };
    }

    private string? Views(MonitorRecord first)
    {
        var share = first.Representation.DestroyedShare;
        return share < Destroyed || !reference.SeesViews ? null : Text(
            $"two views of a sample do not agree on directions that hold {share:P0} of the variance of the untrained features: what lies there cannot be learnt under these views; if it matters, weaken the augmentation or change the pairs");
    }

    /// <summary>The options drop most of the directions on which the views agree. The untrained features tell: training under such options leaves only what they keep.</summary>
    private string? Invariance(MonitorRecord first)
    {
        if (reference.IsDegenerate || !reference.SeesViews) return null;
        var agreeing = first.Representation.Correlations.Count(rho => rho > Agree);
        var kept = first.Representation.Correlations.Count(rho => rho > Math.Max(Agree, first.Threshold));
        return agreeing < 2 || 2 * kept >= agreeing ? null : Text(
            $"the method's options drop every direction on which two views correlate by less than {first.Threshold:F2}: of {agreeing} directions of the untrained features on which views agree they keep {kept}; the invariance is too strong for these views");
    }

    /// <summary>Where everything is constant, units are not the cause.</summary>
    private static string? Units(MonitorRecord now)
    {
        var layer = now.Representation;
        return layer.VarianceShare < ConstantShare || layer.DeadShare < Dead ? null : Text(
            $"{layer.DeadShare:P0} of the representation's features are the same for every sample; a smaller learning rate, or a normalisation before the activation, keeps units alive");
    }

    private string? Room(MonitorRecord first)
    {
        var share = first.Representation.FittingShare;
        return !reference.SeesViews || share >= EnoughRoom ? null : Text(
            $"{reference.Dim} dimensions have room for {share:P0} of what two views have in common in the untrained features: the rest is not learnt; give the head more outputs if it matters");
    }

    private (MonitorCause Cause, string Text)? Collapse(MonitorRecord now, IReadOnlyList<MonitorRecord> before)
    {
        var (z, h) = (now.Embedding, now.Representation);
        // Where views leave nothing to keep, an embedding without rank is their doing.
        var expected = Expected(now, before);
        if (expected == 0 && !reference.IsDegenerate) return null;
        var why = reference.WantsConstant ? "; with these options of the method the constant is the optimum"
            : reference.WantsOneDirection ? "; with these options of the method copies of one direction are the optimum" : "";
        if (h.VarianceShare < ConstantShare && !Grows(before, h.VarianceShare, r => r.Representation.VarianceShare))
            return (MonitorCause.ConstantOutput, Text($"the representation is the same for all samples: {h.VarianceShare:G2} of its mean square is variance{why}"));
        if (z.VarianceShare < ConstantShare && !Grows(before, z.VarianceShare, r => r.Embedding.VarianceShare))
            return (MonitorCause.ConstantOutput, Text($"the embedding is the same for all samples: {z.VarianceShare:G2} of its mean square is variance{why}"));
        if (Scale(now, before) is { } scale) return (MonitorCause.ConstantOutput, scale + why);
        if (Rank(z.EffectiveRank, expected, before, r => r.Embedding.EffectiveRank) is { } rank)
            return (MonitorCause.RankCollapse, Text($"the embedding has {rank}, where the two views share {expected:F1} at the method's optimum{why}"));
        if (Rank(h.EffectiveRank, Math.Min(expected, first(before)), before, r => r.Representation.EffectiveRank) is { } low)
            return (MonitorCause.RankCollapse, Text($"the representation has {low}; before training it had {first(before):F1}{why}"));
        return null;

        static double first(IReadOnlyList<MonitorRecord> looks) => looks.Count > 0 ? looks[0].Representation.EffectiveRank : 0;
    }

    /// <summary>The best that is known to be there: on this representation or on the untrained one, whose directions a collapsing encoder loses.</summary>
    private static double Expected(MonitorRecord now, IReadOnlyList<MonitorRecord> before) => Math.Max(now.ExpectedRank, before.Count > 0 ? before[0].ExpectedRank : 0);

    private string? Scale(MonitorRecord now, IReadOnlyList<MonitorRecord> before)
    {
        var variance = now.Embedding.Variance;
        if (Grows(before, variance, r => r.Embedding.Variance)) return null;
        if (now.ExpectedVariance is { } best && variance < CollapsedVariance * best) return Text($"the embedding's variance is {variance:G2}, that of the method's optimum {best:G2}");
        var most = before.Count > 0 ? before.Max(r => r.Embedding.Variance) : 0;
        if (!reference.WantsConstant || variance >= most / 2) return null;
        return Text($"the embedding's variance has fallen from {most:G2} to {variance:G2}");
    }

    private string? Rank(double rank, double expected, IReadOnlyList<MonitorRecord> before, Func<MonitorRecord, double> of)
    {
        if (before.Count < Patience || Grows(before, rank, of)) return null;

        // What random weights give is no goal: training concentrates variance before it spreads it.
        var most = before.Skip(1).Max(of);

        // Options under which copies are the best there is give no reason to wait for more.
        var low = (reference.WantsOneDirection ? 2 : 1) * CollapsedRank * expected;
        var isLow = rank < low || (rank < OneDirection && expected >= Several);
        var hasFallen = rank < most / 2 && rank < 2 * CollapsedRank * expected;
        if (!isLow && !hasFallen) return null;
        return Text($"effective rank {rank:F2}, {(rank < 0.9 * most ? "down" : "no more than")} from {most:F2}");
    }

    private static string? Missing(MonitorRecord now, IReadOnlyList<MonitorRecord> before, double progress)
    {
        var (rank, goal) = (now.Embedding.EffectiveRank, ComeRank * now.ExpectedRank);
        var lacksRank = rank < goal;
        var lacksScale = now.ExpectedVariance is { } best && now.Embedding.Variance < ComeRank * best;
        if (!lacksRank && !lacksScale) return null;
        var (value, target, name) = lacksRank ? (rank, goal, "effective rank") : (now.Embedding.Variance, ComeRank * now.ExpectedVariance!.Value, "variance");
        Func<MonitorRecord, double> of = lacksRank ? r => r.Embedding.EffectiveRank : r => r.Embedding.Variance;
        if (!Grows(before, value, of) && before.Count >= Patience && progress >= Young) return null;
        var pace = before.Count > 0 && of(before[^1]) > 0 ? Math.Log(value / of(before[^1])) : 0;
        var when = pace > 0 && progress > 0 ? Text($"; at the pace of the last look half of it comes after {Math.Ceiling(Math.Log(target / value) / pace)} more") : "";
        return Text($"the embedding's {name} is {value:G3} of {target / ComeRank:G3} to come by the method's optimum on this representation{when}");
    }

    /// <summary>Whether a value is still on its way up: above the least of the last looks by the growth factor; with too few looks it is taken to be.</summary>
    private static bool Grows(IReadOnlyList<MonitorRecord> before, double value, Func<MonitorRecord, double> of) =>
        before.Count > 0 && value > Growth * before.TakeLast(Patience).Min(of) && value > 0;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
