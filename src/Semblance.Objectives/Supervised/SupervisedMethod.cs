using Semblance.Objectives.Spectral;

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
        Optimum = _ => new Optimum(new SupervisedFilter())
        {
            LabelShare = 1,
            Surrogate = "linear discriminant analysis, which spans what least squares on one-hot labels does; cross-entropy has no closed form",
        },
        Head = "none",
        NeedsLabels = true,
    };
}
