using System.Globalization;

namespace Semblance.Insight.Capacity;

/// <summary>The embedding dimension to train with, and why.</summary>
/// <param name="Dim">The dimension, at least 1; it counts the constant function where the class has it.</param>
/// <param name="Rule">invariant: functions that do not change at all end there; gap: the largest gap of the spectrum; budget: the mean alignment reaches the tolerance there; none: nothing is nearly invariant.</param>
/// <param name="Reason">The same in a sentence, with numbers.</param>
public sealed record DimensionChoice(int Dim, string Rule, string Reason)
{
    private const double Invariant = 1e-3, SmallestGap = 0.1;

    /// <summary>Chooses.</summary>
    /// <param name="values">Alignment of each function, [functions].</param>
    /// <param name="hasConstant">Whether the first function is the constant one, which is no choice.</param>
    /// <param name="tolerance">Largest alignment that counts as nearly invariant.</param>
    internal static DimensionChoice Of(IReadOnlyList<double> values, bool hasConstant, double tolerance)
    {
        var trivial = hasConstant ? 1 : 0;
        var invariant = values.TakeWhile(v => v <= Invariant).Count();
        if (invariant > trivial && invariant < values.Count && values[invariant] >= 10 * Invariant)
        {
            return new(invariant, "invariant", $"{invariant} functions do not change between views at all, the next one has alignment {Text(values[invariant])}");
        }

        var means = AlignmentSpectrum.Means(values);
        var gaps = Enumerable.Range(trivial, Math.Max(0, values.Count - 1 - trivial)).Where(m => values[m] <= tolerance).Select(m => (Dim: m + 1, Gap: values[m + 1] - values[m])).ToList();
        if (gaps.Count > 0 && gaps.MaxBy(g => g.Gap) is { Gap: >= SmallestGap } largest)
        {
            return new(largest.Dim, "gap", $"the largest gap of the spectrum follows function {largest.Dim}: alignment {Text(values[largest.Dim - 1])}, then {Text(values[largest.Dim])}");
        }

        var within = means.TakeWhile(m => m <= tolerance).Count();
        if (within == values.Count) return new(within, "budget", $"all {within} functions looked at stay within a mean alignment of {Text(tolerance)}: there may be more");
        return within > trivial
            ? new(within, "budget", $"the mean alignment of {within} functions is {Text(means[within - 1])}, of {within + 1} it is {Text(means[within])}, above the tolerance {Text(tolerance)}")
            : new(trivial + 1, "none", $"already the first function{(hasConstant ? " beside the constant" : "")} changes by {Text(values[trivial])}, above the tolerance {Text(tolerance)}");
    }

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
