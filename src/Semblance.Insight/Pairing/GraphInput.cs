using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Objectives.Spectral.Features;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Pairs.Moments;
using Semblance.Pairs.Relations;

namespace Semblance.Insight.Pairing;

/// <summary>A graph whose nodes have no features.</summary>
public sealed class GraphInput : PairInput
{
    private static readonly Dictionary<string, RelationNormalisation> Normalisations = new()
    {
        ["none"] = RelationNormalisation.None,
        ["unit-degree"] = RelationNormalisation.UnitDegree,
        ["symmetric"] = RelationNormalisation.Symmetric,
        ["doubly-stochastic"] = RelationNormalisation.DoublyStochastic,
    };

    private GraphInput(Relation relation, int[]? labels) => (Relation, Labels) = (relation, labels);

    /// <inheritdoc/>
    public override string Description => $"a graph of {Relation.Count} nodes and {Relation.NonZeros} entries";

    /// <inheritdoc/>
    public override int Dim => Relation.Count;

    /// <inheritdoc/>
    public override int Count => Relation.Count;

    /// <inheritdoc/>
    public override IReadOnlyList<int>? Labels { get; }

    /// <inheritdoc/>
    public override Relation Relation { get; }

    /// <inheritdoc/>
    public override PairMoments Moments(IFeatureMap map, Action<long, long>? progress = null, CancellationToken cancellation = default) => throw NoFeatures();

    /// <inheritdoc/>
    public override Matrix Landmarks(int? count) => throw NoFeatures();

    /// <inheritdoc/>
    public override Matrix Embed(SpectralEncoder encoder, CancellationToken cancellation = default) => throw NoFeatures();

    /// <inheritdoc/>
    public override PairMoments? EmbeddedMoments(SpectralEncoder encoder) => throw NoFeatures();

    /// <inheritdoc/>
    public override Matrix Rows(IReadOnlyList<int> rows, CancellationToken cancellation = default) => throw NoFeatures();

    internal static new GraphInput Open(PairRequest request)
    {
        var relation = Normalised(Relation.FromPairList(request.GraphOnly!, request.Nodes), request.Normalisation);
        return new GraphInput(relation, PairFiles.Labels(request.Labels, relation.Count));
    }

    internal static Relation Normalised(Relation relation, string name)
    {
        if (!Normalisations.TryGetValue(name, out var kind)) throw Suggestion.Unknown("normalisation", name, Normalisations.Keys);
        return kind == RelationNormalisation.None ? relation : relation.ToGraph().Normalise(kind);
    }

    private static RequestException NoFeatures() => new("a graph alone has no features", "got --graph-only", "give samples with --x and the graph with --graph edges:FILE");
}
