namespace Semblance.Insight.Advice;

/// <summary>The rule by which a penalty and a candidate are chosen from leave-one-out results.</summary>
/// <remarks>The least leave-one-out error of hundreds of fits to 20 labels is mostly luck, and luck favours fits that spend many degrees of freedom. Hence: fits that leave
/// fewer than 3 sqrt(n) of n degrees of freedom do not compete; of a candidate's penalties the largest within one standard error of the least error is taken
/// (Breiman et al. 1984); of the candidates within a quarter of one, the one with the largest evidence: the marginal likelihood, which looks at all rows at once, tells better what leave-one-out
/// cannot. Features made from the labels have none, and are taken where nothing else is as good. Rule and numbers were chosen on draws that no table reports.</remarks>
internal static class Choice
{
    private const double Residual = 3, PenaltyErrors = 1, CandidateErrors = 0.25;

    /// <summary>The result at the chosen penalty.</summary>
    /// <param name="scores">Results by ascending penalty.</param>
    internal static ProbeScore Penalty(IReadOnlyList<ProbeScore> scores)
    {
        var n = scores[0].Losses.Length;
        var allowed = scores.Where(s => s.FittedDim <= n - (Residual * Math.Sqrt(n))).ToList();
        if (allowed.Count == 0) allowed.Add(scores.MinBy(s => s.FittedDim)!);
        var best = allowed.MinBy(s => s.Error)!;
        return allowed.Last(s => s == best || (s.Penalty > best.Penalty && IsWithin(s, best, PenaltyErrors)));
    }

    /// <summary>The chosen candidate.</summary>
    /// <param name="contenders">At least one.</param>
    internal static Contender Of(IReadOnlyList<Contender> contenders)
    {
        var best = contenders.MinBy(c => c.Score.Error)!;
        return contenders.Where(c => c == best || IsWithin(c.Score, best.Score, CandidateErrors)).MaxBy(c => c.Evidence)!;
    }

    /// <summary>Whether the mean difference of losses is within some of its standard errors.</summary>
    private static bool IsWithin(ProbeScore score, ProbeScore best, double errors)
    {
        var n = score.Losses.Length;
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < n; i++)
        {
            var difference = score.Losses[i] - best.Losses[i];
            sum += difference;
            squares += difference * difference;
        }

        var mean = sum / n;
        return mean <= errors * Math.Sqrt(Math.Max(0, (squares / n) - (mean * mean)) / (n - 1));
    }
}
