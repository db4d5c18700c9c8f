using Semblance.Errors;
using Semblance.Options;
using Semblance.Tensors;

namespace Semblance.Networks.Optimisers;

/// <summary>The optimisers by name.</summary>
public static class Optimisers
{
    /// <summary>Names that <see cref="Create"/> knows.</summary>
    public static IReadOnlyList<string> Known => ["sgd", "adamw", "lars"];

    /// <summary>An optimiser over parameters grouped by rank: biases and normalisations do not decay unless <see cref="OptimiserOptions.DecayAll"/>.</summary>
    /// <param name="name">sgd, adamw or lars.</param>
    /// <param name="options">Its numbers.</param>
    /// <param name="parameters">Name and tensor of each parameter; names are unique.</param>
    /// <exception cref="RequestException">An unknown name or a number out of range.</exception>
    public static Optimiser Create(string name, OptimiserOptions options, IEnumerable<KeyValuePair<string, Tensor>> parameters) =>
        ForGroups(name, options, options.DecayAll ? [new([.. parameters], options.WeightDecay)] : ParameterGroup.ByRank(parameters, options.WeightDecay));

    /// <summary>An optimiser over groups of one's own.</summary>
    /// <param name="name">sgd, adamw or lars.</param>
    /// <param name="options">Its numbers; the groups' own weight decay counts.</param>
    /// <param name="groups">The parameters.</param>
    /// <exception cref="RequestException">An unknown name or a number out of range.</exception>
    public static Optimiser ForGroups(string name, OptimiserOptions options, IReadOnlyList<ParameterGroup> groups)
    {
        OptionSet.Validate(options, $"optimiser '{name}'");
        return name switch
        {
            "sgd" => new Sgd(options, groups),
            "adamw" => new AdamW(options, groups),
            "lars" => new Lars(options, groups),
            _ => throw Suggestion.Unknown("optimiser", name, Known),
        };
    }
}
