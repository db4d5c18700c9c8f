namespace Semblance.Insight.Audit;

/// <summary>How well a head read an attribute, with what each row adds to it, so that two heads can be compared on the same rows.</summary>
/// <param name="Skill">0 for guessing, 1 for always right.</param>
/// <param name="Influence">Change of the skill that each row is worth, summing to 0, [rows].</param>
/// <param name="Tested">Rows tested.</param>
/// <param name="Levels">Levels, 0 for a number.</param>
/// <param name="Heads">Linear maps that read it, one for each fold.</param>
internal sealed record Reading(double Skill, double[] Influence, int Tested, int Levels, IReadOnlyList<LinearHead> Heads)
{
    private const double Normal = 1.959963984540054;

    /// <summary>95% interval of the skill.</summary>
    internal (double Low, double High) Interval => Around(Skill, Influence, Tested);

    internal AuditScore Score => new(Skill, Interval.Low, Interval.High, Levels > 0 ? (1.0 / Levels) + (Skill * (1 - (1.0 / Levels))) : null);

    /// <summary>Skill less that of another head on the same rows, with its paired interval.</summary>
    internal (double Value, double Low, double High) Less(Reading other) => Weighed(other, 1);

    /// <summary>Share of another head's skill, with its interval by linearisation.</summary>
    internal (double Value, double Low, double High) Share(Reading other)
    {
        var share = Skill / other.Skill;
        var (_, low, high) = Weighed(other, share);
        return (share, share + (low / other.Skill), share + (high / other.Skill));
    }

    private (double Value, double Low, double High) Weighed(Reading other, double weight)
    {
        var difference = Skill - (weight * other.Skill);
        var influence = new double[Influence.Length];
        for (var r = 0; r < influence.Length; r++) influence[r] = Influence[r] - (weight * other.Influence[r]);
        var (low, high) = Around(difference, influence, Math.Min(Tested, other.Tested));
        return (difference, low, high);
    }

    // A head that errs nowhere still cannot promise more than one error in as many rows.
    private static (double Low, double High) Around(double value, double[] influence, int tested)
    {
        var half = Math.Max(Normal * Math.Sqrt(influence.Sum(i => i * i)), 3.0 / Math.Max(1, tested));
        return (value - half, value + half);
    }
}
