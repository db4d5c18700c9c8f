using Semblance.Tensors;

namespace Semblance.Networks.Optimisers;

/// <summary>Parameters that are treated alike.</summary>
/// <param name="Parameters">Name and tensor of each; names are unique over all groups of an optimiser.</param>
/// <param name="WeightDecay">Pull towards 0, >= 0, per unit of learning rate.</param>
/// <param name="Adapts">Whether LARS scales their step by their norm; other optimisers ignore it.</param>
public sealed record ParameterGroup(IReadOnlyList<KeyValuePair<string, Tensor>> Parameters, double WeightDecay, bool Adapts = true)
{
    /// <summary>Two groups: tensors of two and more dimensions decay and adapt; biases and normalisations (one dimension or none) do neither.</summary>
    /// <param name="parameters">Name and tensor of each parameter.</param>
    /// <param name="weightDecay">Decay of the first group, >= 0.</param>
    public static IReadOnlyList<ParameterGroup> ByRank(IEnumerable<KeyValuePair<string, Tensor>> parameters, double weightDecay)
    {
        var all = parameters.ToLookup(p => p.Value.Rank > 1);
        ParameterGroup[] groups = [new([.. all[true]], weightDecay), new([.. all[false]], 0, Adapts: false)];
        return [.. groups.Where(g => g.Parameters.Count > 0)];
    }
}
