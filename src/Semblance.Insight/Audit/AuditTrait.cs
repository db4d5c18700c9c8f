using Semblance.Errors;

namespace Semblance.Insight.Audit;

/// <summary>Something known of every row: a class of several, or a number.</summary>
public sealed class AuditTrait
{
    private AuditTrait(string name, int[]? classes, IReadOnlyList<string> levels, double[]? numbers, TraitRole role = TraitRole.Open) => (Name, Classes, Levels, Numbers, Role) = (name, classes, levels, numbers, role);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Level of each row, 0-based, [rows]; null for numbers.</summary>
    public int[]? Classes { get; }

    /// <summary>Names of the levels; empty for numbers.</summary>
    public IReadOnlyList<string> Levels { get; }

    /// <summary>Number of each row, [rows]; null for levels.</summary>
    public double[]? Numbers { get; }

    /// <summary>What features are meant to do with it. Default open.</summary>
    public TraitRole Role { get; }

    /// <summary>Dimensions a linear code of it takes: levels less one, or 1.</summary>
    public int Dimensions => Classes is null ? 1 : Levels.Count - 1;

    /// <summary>An attribute with levels.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">Level of each row, any integers, [rows].</param>
    /// <exception cref="RequestException">All rows have one level, or every row its own.</exception>
    public static AuditTrait Categorical(string name, IReadOnlyList<long> values)
    {
        long[] known = [.. values.Distinct().Order()];
        return Categorical(name, [.. values.Select(v => Array.BinarySearch(known, v))], [.. known.Select(v => FormattableString.Invariant($"{v}"))]);
    }

    /// <summary>An attribute that is a number.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">Its value for each row, finite, [rows].</param>
    /// <exception cref="RequestException">All rows have one value, or one is not finite.</exception>
    public static AuditTrait Continuous(string name, double[] values)
    {
        var bad = Array.FindIndex(values, v => !double.IsFinite(v));
        if (bad >= 0) throw new RequestException($"attribute '{name}' holds a number that is not finite", FormattableString.Invariant($"row {bad} has {values[bad]}"), "repair the row or leave the attribute out");
        if (values.All(v => v == values[0])) throw Constant(name, FormattableString.Invariant($"{values[0]}"));
        return new AuditTrait(name, null, [], values);
    }

    internal static AuditTrait Categorical(string name, int[] classes, IReadOnlyList<string> levels)
    {
        if (levels.Count < 2) throw Constant(name, levels.Count == 0 ? "nothing" : levels[0]);
        if (levels.Count > classes.Length / 2)
        {
            throw new RequestException($"attribute '{name}' has nearly a level for every row", $"{levels.Count} levels in {classes.Length} rows", $"leave it out if it names rows, or call its column {name}:continuous if it is a number");
        }

        return new AuditTrait(name, classes, levels, null);
    }

    internal AuditTrait As(TraitRole role) => new(Name, Classes, Levels, Numbers, role);

    /// <summary>The same attribute of some rows; levels keep their numbers.</summary>
    internal AuditTrait Select(IReadOnlyList<int> rows) => Classes is { } classes
        ? new AuditTrait(Name, [.. rows.Select(r => classes[r])], Levels, null, Role)
        : new AuditTrait(Name, null, [], [.. rows.Select(r => Numbers![r])], Role);

    private static RequestException Constant(string name, string value) =>
        new($"attribute '{name}' is the same in all rows", $"it is {value} everywhere", "leave it out; there is nothing to read");
}
