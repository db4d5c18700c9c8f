using System.Globalization;
using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Objectives.Spectral.Features;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Pairs.Moments;
using Semblance.Pairs.Relations;

namespace Semblance.Insight.Pairing;

/// <summary>Samples with a relation of their rows: a pair list, neighbours, labels.</summary>
internal sealed class RelatedInput : PairInput
{
    private static readonly string[] Graphs = ["knn:K", "mutual-knn:K", "rbf:WIDTH", "labels:FILE", "edges:FILE"];
    private readonly Matrix _samples;
    private readonly int[]? _labels;

    private RelatedInput(Matrix samples, Relation relation, int[]? labels) => (_samples, Relation, _labels) = (samples, relation, labels);

    public override string Description => $"{_samples.Rows} rows of {Dim} numbers with {Relation.NonZeros} relations";

    public override int Dim => _samples.Columns;

    public override int Count => _samples.Rows;

    public override IReadOnlyList<int>? Labels => _labels;

    public override Relation Relation { get; }

    public static new RelatedInput Open(PairRequest request)
    {
        if ((request.Pairs is null) == (request.Graph is null))
        {
            throw new RequestException("samples need one relation of their rows", request.Pairs is null ? "neither --pairs nor --graph was given" : "got both --pairs and --graph", $"give --pairs PAIRS.csv or --graph with one of {string.Join(", ", Graphs)}");
        }

        var samples = PairFiles.Matrix(request.Samples!, "the array of samples");
        var relation = request.Pairs is { } file ? Relation.FromPairList(file, samples.Rows) : Graph(request.Graph!, samples);
        return new RelatedInput(samples, GraphInput.Normalised(relation, request.Normalisation), PairFiles.Labels(request.Labels, samples.Rows));
    }

    public override PairMoments Moments(IFeatureMap map, Action<long, long>? progress = null, CancellationToken cancellation = default) =>
        RelationMoments.Of(PairFiles.Mapped(map, _samples), Relation, _labels);

    public override Matrix Rows(IReadOnlyList<int> rows, CancellationToken cancellation = default) => PairFiles.Picked(_samples, rows);

    public override Matrix Landmarks(int? count) => _samples;

    public override Matrix Embed(SpectralEncoder encoder, CancellationToken cancellation = default) => encoder.Transform(_samples);

    public override PairMoments EmbeddedMoments(SpectralEncoder encoder) => RelationMoments.Of(encoder.Transform(_samples), Relation, _labels);

    private static Relation Graph(string text, Matrix samples)
    {
        var parts = text.Split(':', 2);
        var value = parts.Length == 2 ? parts[1] : "";
        switch (parts[0])
        {
            case "knn" or "mutual-knn" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var k):
                return Relation.FromNeighbours(Array.ConvertAll(samples.Values, v => (float)v), samples.Columns, k, isMutual: parts[0] == "mutual-knn");
            case "rbf" when double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var width) && width > 0:
                return Relation.Gaussian(Array.ConvertAll(samples.Values, v => (float)v), samples.Columns, new GaussianOptions { Bandwidth = width * width });
            case "labels" when value.Length > 0:
                return Relation.FromLabels(PairFiles.Labels(value, samples.Rows)!);
            case "edges" when value.Length > 0:
                return Relation.FromPairList(value, samples.Rows);
            case "knn" or "mutual-knn" or "rbf" or "labels" or "edges":
                throw new RequestException("the graph lacks its value", $"got '{text}'", $"give one of {string.Join(", ", Graphs)}");
            default:
                throw Suggestion.Unknown("graph", parts[0], Graphs.Select(g => g.Split(':')[0]));
        }
    }
}
