using Semblance.Errors;
using Semblance.Options;

namespace Semblance.Pairs.Synthetic;

/// <summary>The synthetic data there are. A new one is a file with its options, its model and its <see cref="SyntheticKind"/>, and a line here.</summary>
public static class SyntheticCatalog
{
    internal const string Prefix = "synthetic:";

    internal static readonly IReadOnlyList<SyntheticKind> All =
    [
        Hypercube.Kind, SignPatterns.Kind, Manifolds.Kind, Patch.Kind, Grid.Kind, Monomials.Kind, FourNodes.Kind, Mixture.Kind, FeatureModel.Kind,
    ];

    /// <summary>Every family: name, meaning, source and options.</summary>
    public static IReadOnlyList<SyntheticDescription> Known =>
        [.. All.Select(k => new SyntheticDescription(k.Name, k.Meaning, k.Source, OptionSet.Describe(k.Options), [.. k.Create(Defaults(k)).Factors.Select(f => f.Name)]))];

    /// <summary>A model by name and options.</summary>
    /// <param name="spec"><c>hypercube:dim=20,clean=5</c>; with <c>synthetic:</c> before it or without.</param>
    /// <exception cref="RequestException">An unknown name or option, a value out of range.</exception>
    public static SyntheticModel Model(string spec) => Read(spec).Model;

    internal static DataSet Open(string name, Split split)
    {
        var (model, options) = Read(name);
        return new SyntheticData(name, model, options, split);
    }

    private static (SyntheticModel Model, SyntheticOptions Options) Read(string spec)
    {
        var text = spec.StartsWith(Prefix, StringComparison.Ordinal) ? spec[Prefix.Length..] : spec;
        var (name, values) = OptionSet.Parse(text, "synthetic data");
        var kind = All.FirstOrDefault(k => k.Name == name) ?? throw Suggestion.Unknown("synthetic data", name, All.Select(k => k.Name), "semblance datasets");
        var options = (SyntheticOptions)OptionSet.Read(kind.Options, values, $"synthetic data '{name}'");
        options.Validate();
        return (kind.Create(options), options);
    }

    private static SyntheticOptions Defaults(SyntheticKind kind) => (SyntheticOptions)OptionSet.Read(kind.Options, [], kind.Name);
}
