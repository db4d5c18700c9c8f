namespace Semblance.Objectives.Supervised;

/// <summary>Supervised learning as the library describes it.</summary>
internal static class SupervisedMethod
{
    internal const string Name = "supervised";

    internal static Method Method { get; } = new()
    {
        Name = Name,
        Summary = "Cross-entropy with labels: what a representation reaches when the classes are known.",
        Source = "Textbook cross-entropy of a linear classifier; the upper reference of comparisons",
        OptionsType = typeof(SupervisedOptions),
        Create = (_, context) => new SupervisedObjective(context),
        Head = "none",
        NeedsLabels = true,
    };
}
