namespace Semblance.Networks.Heads;

/// <summary>The head that changes nothing has nothing to choose.</summary>
internal sealed record NoHeadOptions;
