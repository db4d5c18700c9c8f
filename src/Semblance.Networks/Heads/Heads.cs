using Semblance.Errors;
using Semblance.Networks.Layers;
using Semblance.Options;
using Semblance.Tensors;

namespace Semblance.Networks.Heads;

/// <summary>The projection heads by name.</summary>
public static class Heads
{
    private static readonly Kind[] Kinds =
    [
        new("none", "The representation itself.", typeof(NoHeadOptions), (_, input, _) => new ProjectionHead("none", input, [])),
        new("linear", "One linear layer.", typeof(LinearHeadOptions), (o, input, rng) => Linear((LinearHeadOptions)o, input, rng)),
        new("mlp", "Hidden layers with normalisation and ReLU, then a linear layer.", typeof(MlpHeadOptions), (o, input, rng) => Mlp((MlpHeadOptions)o, input, rng)),
    ];

    /// <summary>Every head with its options.</summary>
    public static IReadOnlyList<NetworkDescription> Known => [.. Kinds.Select(k => new NetworkDescription(k.Name, k.Summary, OptionSet.Describe(k.Options)))];

    /// <summary>Makes a head with freshly drawn weights.</summary>
    /// <param name="spec">Name and options: <c>mlp:hidden=8192x8192,out=8192,last-bias=false</c>; options left out have their defaults.</param>
    /// <param name="input">Features of the representation, >= 1.</param>
    /// <param name="rng">Draws the weights.</param>
    /// <exception cref="RequestException">An unknown head or option, a value out of range.</exception>
    public static ProjectionHead Create(string spec, int input, Rng rng)
    {
        var parsed = Specification.Parse(spec, "head");
        var kind = Kinds.FirstOrDefault(k => k.Name == parsed.Name) ?? throw Suggestion.Unknown("head", parsed.Name, Kinds.Select(k => k.Name));
        if (kind.Options == typeof(NoHeadOptions) && parsed.Values.Count > 0)
        {
            throw new RequestException($"head '{kind.Name}' has no options", $"got '{spec}'", $"write {kind.Name} alone, or use linear or mlp");
        }

        return kind.Create(OptionSet.Read(kind.Options, parsed.Values, $"head '{kind.Name}'"), input, rng);
    }

    private static ProjectionHead Linear(LinearHeadOptions options, int input, Rng rng) => new(
        Specification.Text("linear", options), options.Out, Last(input, options.Out, options.LastNorm, options.LastBias, rng, options.Orthonormal));

    private static ProjectionHead Mlp(MlpHeadOptions options, int input, Rng rng)
    {
        var layers = new List<Module>();
        var last = input;
        foreach (var size in Specification.Sizes(options.Hidden, "hidden", "head 'mlp'"))
        {
            layers.Add(new Linear(last, size, rng, bias: options.Norm == "none"));
            if (options.Norm == "batch") layers.Add(new BatchNorm1d(size));
            layers.Add(new Relu(inPlace: true));
            last = size;
        }

        layers.AddRange(Last(last, options.Out, options.LastNorm, options.LastBias, rng));
        return new(Specification.Text("mlp", options), options.Out, layers);
    }

    private static IEnumerable<Module> Last(int input, int output, string norm, bool bias, Rng rng, string orthonormal = "none")
    {
        yield return Linears.Of(input, output, rng, bias && norm == "none", orthonormal);
        if (norm != "none") yield return new BatchNorm1d(output, affine: norm == "batch");
    }

    private sealed record Kind(string Name, string Summary, Type Options, Func<object, int, Rng, ProjectionHead> Create);
}
