namespace Semblance.Objectives.Spectral;

/// <summary>A name under which <c>solve</c> finds an optimum: a method's own, or one that is not trained.</summary>
/// <param name="Name">The word used on the command line.</param>
/// <param name="Summary">One sentence for people.</param>
/// <param name="Source">Authors, year and where the result stands.</param>
/// <param name="OptionsType">The record that holds its options.</param>
/// <param name="Create">The optimum from an options record.</param>
public sealed record ClosedForm(string Name, string Summary, string Source, Type OptionsType, Func<object, Optimum> Create)
{
    /// <summary>Whether labels of the data are needed.</summary>
    public bool NeedsLabels { get; init; }

    /// <summary>The same of a method; null when it has no optimum.</summary>
    internal static ClosedForm? Of(Method method) => method.Optimum is { } optimum
        ? new ClosedForm(method.Name, method.Summary, method.Source, method.OptionsType, optimum) { NeedsLabels = method.NeedsLabels }
        : null;
}
