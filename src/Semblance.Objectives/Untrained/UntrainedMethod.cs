namespace Semblance.Objectives.Untrained;

/// <summary>The untrained encoder as the library describes it.</summary>
internal static class UntrainedMethod
{
    internal const string Name = "random";

    internal static Method Method { get; } = new()
    {
        Name = Name,
        Summary = "The encoder with its initial weights: what the architecture alone knows.",
        Source = "The lower reference of comparisons",
        OptionsType = typeof(UntrainedOptions),
        Create = (_, _) => new UntrainedObjective(),
        Head = "none",
        Trains = false,
    };
}
