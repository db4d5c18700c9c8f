namespace Semblance.Insight.Advice;

/// <summary>The rule by which one of the candidates is chosen.</summary>
internal static class Choice
{
    /// <summary>The penalty of the least leave-one-out error.</summary>
    internal static ProbeScore Penalty(IReadOnlyList<ProbeScore> scores) => scores.MinBy(s => s.Error)!;

    /// <summary>The candidate of the least leave-one-out error.</summary>
    /// <param name="contenders">Ordered by leave-one-out error.</param>
    internal static Contender Of(IReadOnlyList<Contender> contenders) => contenders[0];
}
