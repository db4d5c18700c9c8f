namespace Semblance.Insight.Experiments;

/// <summary>Collects what an experiment finds: claims, figures, tables, notes.</summary>
internal sealed class Findings(string experiment)
{
    private readonly List<Claim> _claims = [];
    private readonly List<Exhibit> _exhibits = [];
    private readonly List<string> _notes = [];

    internal IReadOnlyList<Claim> Claims => _claims;

    internal IReadOnlyList<Exhibit> Exhibits => _exhibits;

    internal IReadOnlyList<string> Notes => _notes;

    /// <summary>Why it, or a part of it, could not be done; null when nothing was left out.</summary>
    internal string? Skipped { get; private set; }

    /// <summary>A number within a tolerance of another.</summary>
    internal void Near(string name, string text, double expected, double measured, double tolerance, string? note = null) =>
        Near(name, text, [expected], [measured], tolerance, note);

    /// <summary>Numbers, each within a tolerance of its own.</summary>
    internal void Near(string name, string text, IReadOnlyList<double> expected, IReadOnlyList<double> measured, double tolerance, string? note = null)
    {
        var passes = expected.Count == measured.Count;
        for (var k = 0; passes && k < expected.Count; k++) passes = Math.Abs(expected[k] - measured[k]) <= tolerance;
        Add(name, text, $"{Words.Of(expected)} ± {Words.Of(tolerance)}", string.Join(", ", measured.Select(m => Words.Within(m, tolerance))), passes, expected, measured, note);
    }

    /// <summary>A number that is no larger than a limit.</summary>
    internal void AtMost(string name, string text, double limit, double measured, string? note = null) =>
        Add(name, text, $"at most {Words.Of(limit)}", Words.Short(measured), measured <= limit, [limit], [measured], note);

    /// <summary>A number that is smaller than a limit.</summary>
    internal void Below(string name, string text, double limit, double measured, string? note = null) =>
        Add(name, text, $"below {Words.Of(limit)}", Words.Short(measured), measured < limit, [limit], [measured], note);

    /// <summary>A number that is larger than a limit.</summary>
    internal void Above(string name, string text, double limit, double measured, string? note = null) =>
        Add(name, text, $"above {Words.Of(limit)}", Words.Short(measured), measured > limit, [limit], [measured], note);

    /// <summary>A number between two others, both allowed.</summary>
    internal void Between(string name, string text, double low, double high, double measured, string? note = null) =>
        Add(name, text, $"{Words.Of(low)} to {Words.Of(high)}", Words.Short(measured), measured >= low && measured <= high, [low, high], [measured], note);

    /// <summary>Whole numbers that must be the same.</summary>
    internal void Same(string name, string text, IReadOnlyList<int> expected, IReadOnlyList<int> measured, string? note = null) =>
        Add(name, text, string.Join(", ", expected), string.Join(", ", measured), expected.SequenceEqual(measured), [.. expected.Select(v => (double)v)], [.. measured.Select(v => (double)v)], note);

    /// <summary>A statement that is no comparison of numbers.</summary>
    internal void Holds(string name, string text, string expected, string measured, bool passes, string? note = null) => Add(name, text, expected, measured, passes, null, null, note);

    internal void Add(Exhibit exhibit) => _exhibits.Add(exhibit);

    internal void Note(string text) => _notes.Add(text);

    /// <summary>Says that something could not be done, and how to get what was missing.</summary>
    internal void Skip(string reason) => Skipped = Skipped is null ? reason : $"{Skipped}; {reason}";

    private void Add(string name, string text, string expected, string measured, bool passes, IReadOnlyList<double>? expectedNumbers, IReadOnlyList<double>? measuredNumbers, string? note) =>
        _claims.Add(new Claim($"{experiment}.{name}", text, expected, measured, passes) { ExpectedNumbers = expectedNumbers, MeasuredNumbers = measuredNumbers, Note = note });
}
