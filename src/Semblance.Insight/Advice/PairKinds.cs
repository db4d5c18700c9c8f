using Semblance.Insight.Pairing;

namespace Semblance.Insight.Advice;

/// <summary>Kinds of pairs that are compared: every combination of the augmentations, pairings, pair lists and graphs that a request names with commas.</summary>
public static class PairKinds
{
    /// <summary>One request for each kind, with its name.</summary>
    /// <param name="request">Augmentations, pairings, pair lists and graphs may hold several, divided by commas.</param>
    public static IReadOnlyList<(string Name, PairRequest Request)> Of(PairRequest request)
    {
        var kinds = new List<(string Name, PairRequest Request)>();
        var augments = request.Data is null ? [request.Augment] : Parts(request.Augment);
        foreach (var augment in augments)
        {
            foreach (var pairing in request.Data is null ? [request.PairSource] : Parts(request.PairSource))
            {
                foreach (var list in request.Pairs is null ? [null] : Parts(request.Pairs))
                {
                    foreach (var graph in request.Graph is null ? [null] : Parts(request.Graph))
                    {
                        var one = request with { Augment = augment!, PairSource = pairing!, Pairs = list, Graph = graph };
                        kinds.Add((Name(one, augments.Length > 1), one));
                    }
                }
            }
        }

        return [.. kinds.DistinctBy(k => k.Name)];
    }

    private static string Name(PairRequest request, bool namesAugment) => request switch
    {
        { Data: not null, PairSource: "augmentation" } => request.Augment,
        { Data: not null } => namesAugment || request.Augment != "none" ? $"{request.PairSource}, {request.Augment}" : request.PairSource,
        { Pairs: { } list } => Path.GetFileNameWithoutExtension(list),
        { Graph: { } graph } => graph,
        { GraphOnly: { } edges } => Path.GetFileNameWithoutExtension(edges),
        _ => "views",
    };

    private static string?[] Parts(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
