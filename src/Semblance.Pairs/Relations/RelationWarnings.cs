using System.Globalization;

namespace Semblance.Pairs.Relations;

/// <summary>Says in plain language what a diagnosis means for a user.</summary>
internal static class RelationWarnings
{
    private const double UnbalancedFrom = 2;
    private const double NearChance = 0.1;

    internal static IEnumerable<string> Of(RelationDiagnosis facts, int? dim, double[]? classDegrees)
    {
        if (facts.NonZeros == 0)
        {
            yield return "no sample is related to any other: there is nothing to learn from; give pairs, neighbours or labels.";
            yield break;
        }

        if (facts.Components > dim)
        {
            yield return Text($"the relation falls into {facts.Components} unconnected parts, more than the {dim} dimensions of the embedding: ")
                + "free embeddings have no unique optimum (any vectors that are constant on the parts are as good). Use features (a linear or kernel encoder), "
                + Text($"add relations between the parts, or raise the dimension above {facts.Components}.");
        }
        else if (facts.Components > 1 && facts.Components > facts.Isolated + 1)
        {
            yield return Text($"the relation falls into {facts.Components} unconnected parts: the leading directions of a free embedding only tell the parts apart. ")
                + "Add relations between the parts (more neighbours, wider radius) if they should be comparable.";
        }

        if (facts.Isolated > 0)
        {
            yield return Text($"{facts.Isolated} of {facts.Count} samples have no relations: nothing is known about where they belong, and a free embedding gives each a direction of its own. ")
                + "Drop them with Subgraph, or add self loops with WithSelfLoops.";
        }

        if (facts.BipartiteComponents > 0)
        {
            yield return Text($"in {facts.BipartiteComponents} of {facts.Components} parts relations go only between two sides, as with pairs that share no sample: each adds the eigenvalue -1. ")
                + "Spectral contrastive methods ignore such directions; add self loops with WithSelfLoops if the two ends should only be pulled together.";
        }

        foreach (var text in OfLabels(facts, classDegrees)) yield return text;
    }

    private static IEnumerable<string> OfLabels(RelationDiagnosis facts, double[]? classDegrees)
    {
        if (classDegrees is { Length: > 1 } && classDegrees.Max() > UnbalancedFrom * classDegrees.Min())
        {
            yield return Text($"samples of different classes have very different total weight, {classDegrees.Min():G3} to {classDegrees.Max():G3} on average: ")
                + "classes with much weight dominate the embedding. Use a normalisation (symmetric, doubly stochastic) or label weights 1 / class size.";
        }

        if (facts is { Homophily: { } homophily, ChanceHomophily: { } chance } && homophily - chance < NearChance * (1 - chance))
        {
            yield return Text($"{homophily:P0} of the related weight joins samples of one class, and {chance:P0} would by chance: ")
                + "this relation says next to nothing about these labels. Look for other pairs, features or augmentations before training on it.";
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
