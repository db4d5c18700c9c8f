using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Pairs.Relations;

namespace Semblance.Pairs.Tests.Relations;

public class RelationTests
{
    [Theory]
    [InlineData(5, 2)]
    [InlineData(4, 3)]
    [InlineData(1, 4)]
    public void Views_of_one_sample_are_related_with_degree_one(int samples, int views)
    {
        var relation = Relation.FromViews(samples, views);
        Dense.Check(relation, Dense.Of(samples * views, (i, j) => i != j && i % samples == j % samples ? 1.0 / (views - 1) : 0));
        Assert.Equal((samples, views, RelationNormalisation.UnitDegree), (relation.Samples, relation.Views, relation.Normalisation));
        Assert.Equal(samples * views * (views - 1), relation.NonZeros);
    }

    [Theory]
    [InlineData(LabelWeights.Projector)]
    [InlineData(LabelWeights.ZeroOne)]
    [InlineData(LabelWeights.ZeroOneWithSelfLoops)]
    public void Labels_relate_samples_of_one_class(LabelWeights weights)
    {
        int[] labels = [2, 0, -1, 2, 0, 4, 2, -1, 0, 2];
        var sizes = labels.ToLookup(y => y);
        var relation = Relation.FromLabels(labels, weights);
        Dense.Check(relation, Dense.Of(10, (i, j) => labels[i] < 0 || labels[i] != labels[j] ? 0 : weights switch
        {
            LabelWeights.Projector => 1.0 / sizes[labels[i]].Count(),
            LabelWeights.ZeroOne => i == j ? 0 : 1,
            _ => 1,
        }));
        Assert.Equal(relation.ToGraph().NonZeros, relation.NonZeros);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(1)]
    public void Semi_supervised_mixes_views_and_labels(double share)
    {
        int[] labels = [1, -1, 0, 1];
        var relation = Relation.SemiSupervised(Relation.FromViews(4, 2), labels, share);
        Dense.Check(relation, Dense.Of(8, (i, j) =>
            ((1 - share) * (i != j && i % 4 == j % 4 ? 1 : 0)) + (share * (labels[i % 4] >= 0 && labels[i % 4] == labels[j % 4] ? 1 : 0))));
        Dense.Same(Dense.Of(relation.Adjacency), Dense.Of(Relation.SemiSupervised(Relation.FromViews(4, 2), [.. labels, .. labels], share).Adjacency));
    }

    [Fact]
    public void Sparse_and_dense_matrices_are_taken_as_they_are()
    {
        var random = new Random(3);
        var matrix = new Matrix(30, 30);
        for (var i = 0; i < 30; i++)
        {
            for (var j = i; j < 30; j++) matrix[i, j] = matrix[j, i] = random.NextDouble() < 0.3 ? random.NextDouble() : 0;
        }

        var expected = Dense.Of(30, (i, j) => matrix[i, j]);
        var graph = Relation.FromDense(matrix);
        Dense.Check(graph, expected);
        Dense.Check(Relation.FromSparse(graph.RowStarts.ToArray(), graph.Columns.ToArray(), graph.Weights.ToArray()), expected);
        Assert.Same(graph, graph.ToGraph(0));
        var edges = Enumerable.Range(0, 30).Sum(i => Enumerable.Range(0, i).Count(j => expected[i, j] > 0));
        Assert.Equal(edges, graph.EdgeCount);
    }

    [Fact]
    public void A_graph_does_not_see_later_changes_of_the_arrays()
    {
        var weights = new[] { 1.0, 1 };
        var graph = Relation.FromSparse([0, 1, 2], [1, 0], weights);
        weights[0] = 5;
        Assert.Equal(1, graph.Weights[0]);
    }

    [Fact]
    public void Zero_entries_are_no_relations()
    {
        var graph = Relation.FromSparse([0, 2, 3, 3], [0, 1, 0], [0, 2, 2]);
        Assert.Equal((2, 1, false), (graph.NonZeros, graph.EdgeCount, graph.HasSelfLoops));
    }

    [Fact]
    public void Asymmetric_matrices_are_symmetrised_on_request()
    {
        var matrix = new Matrix(3, 3, [0, 1, 0, 3, 0, 0, 2, 0, 4]);
        Dense.Check(Relation.FromDense(matrix, EdgeDirection.Symmetrise), Dense.Of(3, (i, j) => (matrix[i, j] + matrix[j, i]) / 2));
    }

    [Fact]
    public void The_oracle_knows_both_signs()
    {
        var relation = Relation.Oracle(4, [(0, 1), (1, 0), (2, 3)], [(0, 3)]);
        Dense.Same(
            Dense.Of(4, (i, j) => (Math.Min(i, j), Math.Max(i, j)) switch { (0, 1) or (2, 3) => 1, (0, 3) => -1, _ => 0 }),
            Dense.Of(relation.Adjacency));
        Dense.Same(Dense.Of(3, (i, j) => i + j == 1 ? -1 : 0), Dense.Of(Relation.Oracle(3, [], [(0, 1)]).Adjacency));
    }

    [Fact]
    public void A_subgraph_keeps_the_relations_among_its_rows_in_the_order_given()
    {
        var graph = Relation.FromPairs(5, [(0, 1), (1, 2), (2, 3), (3, 4)], [1, 2, 3, 4]);
        int[] rows = [3, 2, 0];
        Dense.Check(graph.Subgraph(rows), Dense.Of(3, (i, j) => Dense.Of(graph.Adjacency)[rows[i], rows[j]]));
    }

    [Fact]
    public void Bad_matrices_are_refused_with_what_was_seen()
    {
        Refused("[2, 3]", () => Relation.FromDense(new Matrix(2, 3)));
        Refused("weight of (0, 1) is -1", () => Relation.FromDense(new Matrix(2, 2, [0, -1, -1, 0])));
        Refused("weight of (1, 1) is NaN", () => Relation.FromDense(new Matrix(2, 2, [0, 1, 1, double.NaN])));
        Refused("(G + G') / 2", () => Relation.FromDense(new Matrix(2, 2, [0, 1, 2, 0])));
        Refused("(G + G') / 2", () => Relation.FromSparse([0, 1, 1], [1], [1]));
        Refused("(G + G') / 2", () => Relation.FromSparse([0, 0, 1], [0], [1]));
        Refused("row 0 of 2 holds column 2 at place 0", () => Relation.FromSparse([0, 1, 1], [2], [1]));
        Refused("row 0 of 2 holds column 1 at place 1", () => Relation.FromSparse([0, 2, 2], [1, 1], [1, 1]));
        Refused("row 0 of 2 holds column 0 at place 1", () => Relation.FromSparse([0, 2, 3], [1, 0, 0], [1, 1, 1]));
        Refused("got 2 row starts, 2 columns and 2 values", () => Relation.FromSparse([0, 1], [0, 0], [1, 1]));
        Refused("row 0 goes from 0 to 3", () => Relation.FromSparse([0, 3, 2], [0, 1], [1, 1]));
        Refused("got 1 row starts", () => Relation.FromSparse([0], [], []));
    }

    [Fact]
    public void Bad_views_labels_and_answers_are_refused()
    {
        Refused("got 3 samples, 1 views", () => Relation.FromViews(3, 1));
        Refused("got 0 samples", () => Relation.FromViews(0, 2));
        Refused("2 samples, none with a label", () => Relation.FromLabels([-1, -1]));
        Refused("got 1.5", () => Relation.SemiSupervised(Relation.FromViews(2, 2), [0, 1], 1.5));
        Refused("3 labels; the relation has 4 rows of 2 samples", () => Relation.SemiSupervised(Relation.FromViews(2, 2), [0, 1, 0], 0.5));
        Refused("pair (0, 1) is both", () => Relation.Oracle(3, [(0, 1)], [(1, 0)]));
        Refused("no positive and no negative pairs", () => Relation.Oracle(3, [], []));
        Refused("999000 entries, 11 MiB; the limit is 1000", () => Relation.FromLabels(new int[1000], LabelWeights.ZeroOne).ToGraph(1000));
        Refused("got 7 as number 1", () => Relation.FromViews(2, 2).ToGraph().Subgraph([0, 7]));
        Refused("got 0 as number 1", () => Relation.FromViews(2, 2).ToGraph().Subgraph([0, 0]));
        Refused("no rows were given", () => Relation.FromViews(2, 2).ToGraph().Subgraph([]));
        Refused("got 0", () => Relation.FromViews(2, 2).ToGraph().WithSelfLoops(0));
    }

    internal static void Refused(string seen, Action request) =>
        Assert.Contains(seen, Assert.Throws<RequestException>(request).Message, StringComparison.Ordinal);
}
