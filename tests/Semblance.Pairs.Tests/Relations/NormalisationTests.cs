using Semblance.Pairs.Relations;

namespace Semblance.Pairs.Tests.Relations;

public class NormalisationTests
{
    private static readonly (int, int)[] Edges = [(0, 1), (0, 2), (1, 2), (2, 3), (3, 4), (4, 5), (3, 5), (1, 4)];
    private static readonly double[] Weights = [1, 0.5, 2, 3, 0.25, 1, 1.5, 0.75];

    [Fact]
    public void Unit_degree_divides_by_the_largest_degree()
    {
        var graph = Relation.FromPairs(6, Edges, Weights);
        var largest = graph.Degrees.ToArray().Max();
        var scaled = graph.Normalise(RelationNormalisation.UnitDegree);
        Assert.Equal(RelationNormalisation.UnitDegree, scaled.Normalisation);
        var before = Dense.Of(graph.Adjacency);
        Dense.Check(scaled, Dense.Of(6, (i, j) => before[i, j] / largest));
        Assert.Equal(1, scaled.Degrees.ToArray().Max(), 1e-15);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    public void Symmetric_divides_by_the_roots_of_the_degrees(double regularisation)
    {
        var graph = Relation.FromPairs(7, Edges, Weights); // row 6 is isolated and stays 0
        var degrees = graph.Degrees.ToArray();
        var extra = regularisation * degrees.Average();
        var before = Dense.Of(graph.Adjacency);
        var scaled = graph.Normalise(RelationNormalisation.Symmetric, regularisation);
        Dense.Check(scaled, Dense.Of(7, (i, j) => before[i, j] == 0 ? 0 : before[i, j] / Math.Sqrt((degrees[i] + extra) * (degrees[j] + extra))));
    }

    [Fact]
    public void Doubly_stochastic_scaling_gives_every_row_the_sum_one()
    {
        var graph = Relation.FromPairs(6, Edges, Weights);
        var scaled = graph.Normalise(RelationNormalisation.DoublyStochastic);
        foreach (var degree in scaled.Degrees) Assert.Equal(1, degree, 1e-11);
        var (before, after) = (Dense.Of(graph.Adjacency), Dense.Of(scaled.Adjacency));

        // S G S: the two triangles give S, the two edges between them must agree with it.
        Assert.Equal(Factor(2, 0, 1) * Factor(3, 4, 5), Ratio(2, 3), 1e-10);
        Assert.Equal(Factor(1, 0, 2) * Factor(4, 3, 5), Ratio(1, 4), 1e-10);
        Dense.Check(scaled, after);

        double Ratio(int i, int j) => after[i, j] / before[i, j];
        double Factor(int i, int j, int k) => Math.Sqrt(Ratio(i, j) * Ratio(i, k) / Ratio(j, k));
    }

    [Fact]
    public void Doubly_stochastic_scaling_is_refused_where_it_does_not_exist()
    {
        RelationTests.Refused("row 2 has no relations", () => Relation.FromPairs(3, [(0, 1)]).Normalise(RelationNormalisation.DoublyStochastic));
        RelationTests.Refused("lies on no perfect matching", () => Relation.FromPairs(4, [(0, 1), (0, 2), (0, 3)]).Normalise(RelationNormalisation.DoublyStochastic));
        var looped = Relation.FromPairs(4, [(0, 1), (0, 2), (0, 3)]).WithSelfLoops().Normalise(RelationNormalisation.DoublyStochastic);
        foreach (var degree in looped.Degrees) Assert.Equal(1, degree, 1e-11);
    }

    [Fact]
    public void Bad_requests_are_refused()
    {
        var graph = Relation.FromPairs(6, Edges, Weights);
        Assert.Same(graph, graph.Normalise(RelationNormalisation.None));
        RelationTests.Refused("got -1 with Symmetric", () => graph.Normalise(RelationNormalisation.Symmetric, -1));
        RelationTests.Refused("got 1 with UnitDegree", () => graph.Normalise(RelationNormalisation.UnitDegree, 1));
        RelationTests.Refused("2 rows, no relations", () => Relation.FromPairs(4, [(0, 1)]).Subgraph([2, 3]).Normalise(RelationNormalisation.UnitDegree));
    }
}
