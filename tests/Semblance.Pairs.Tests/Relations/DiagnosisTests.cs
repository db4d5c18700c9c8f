using Semblance.Numerics;
using Semblance.Pairs.Relations;
using Semblance.Tensors;

namespace Semblance.Pairs.Tests.Relations;

public class DiagnosisTests
{
    [Fact]
    public void The_cycle_of_eight_is_connected_bipartite_and_has_a_known_spectrum()
    {
        var cycle = Relation.FromPairs(8, [.. Enumerable.Range(0, 8).Select(i => (i, (i + 1) % 8))]);
        var facts = cycle.Diagnose();
        Assert.Equal((1, 8, 0, 1), (facts.Components, facts.LargestComponent, facts.Isolated, facts.BipartiteComponents));
        Assert.Equal((2, 2, 2), (facts.SmallestDegree, facts.MeanDegree, facts.LargestDegree));
        Assert.Equal(3, facts.NegativeEigenvalues); // cos(2 pi k / 8) for k = 3, 4, 5
        Assert.Equal(1 - Math.Cos(Math.PI / 4), facts.SpectralGap!.Value, 1e-12);
        Assert.Equal([-1, -Math.Sqrt(0.5), -Math.Sqrt(0.5), 0, 0, Math.Sqrt(0.5), Math.Sqrt(0.5), 1], Spectrum(cycle.NormalisedAdjacency), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Two_complete_sides_are_bipartite()
    {
        var sides = Relation.FromPairs(6, [.. from a in Enumerable.Range(0, 3) from b in Enumerable.Range(3, 3) select (a, b)]);
        var facts = sides.Diagnose();
        Assert.Equal((1, 1, 1), (facts.Components, facts.BipartiteComponents, facts.NegativeEigenvalues));
        Assert.Equal([-1, 0, 0, 0, 0, 1], Spectrum(sides.NormalisedAdjacency), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Contains(facts.Warnings, w => w.StartsWith("in 1 of 1 parts relations go only between two sides", StringComparison.Ordinal));
        Assert.Equal(0, sides.WithSelfLoops().Diagnose().BipartiteComponents);
    }

    [Fact]
    public void Two_views_have_eigenvalues_one_and_minus_one_and_with_self_loops_two_and_zero()
    {
        var views = Relation.FromViews(5, 2);
        Assert.Equal([-1, -1, -1, -1, -1, 1, 1, 1, 1, 1], Spectrum(views.Adjacency), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([0, 0, 0, 0, 0, 2, 2, 2, 2, 2], Spectrum(views.ToGraph().WithSelfLoops().Adjacency), (a, b) => Math.Abs(a - b) < 1e-12);
        var facts = views.Diagnose(dim: 3);
        Assert.Equal((5, 2, 5, 5, 0.0), (facts.Components, facts.LargestComponent, facts.BipartiteComponents, facts.NegativeEigenvalues, facts.SpectralGap));
        Assert.Contains(facts.Warnings, w => w.Contains("5 unconnected parts, more than the 3 dimensions", StringComparison.Ordinal));
        Assert.DoesNotContain(views.Diagnose(dim: 5).Warnings, w => w.Contains("dimensions of the embedding", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(3, 0, 2)]
    [InlineData(4, 0, 3)]
    public void More_than_two_views_are_not_bipartite(int views, int bipartite, int negativeEach)
    {
        var facts = Relation.FromViews(6, views).Diagnose();
        Assert.Equal((6, bipartite, 6 * negativeEach), (facts.Components, facts.BipartiteComponents, facts.NegativeEigenvalues));
        Assert.Equal(facts, Relation.FromViews(6, views).ToGraph().Diagnose() with { Warnings = facts.Warnings });
    }

    [Fact]
    public void Components_and_isolated_rows_are_those_of_a_slow_search()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var n = random.Next(3, 40);
            var edges = Enumerable.Range(0, random.Next(1, n)).Select(_ => (random.Next(n), random.Next(n))).ToArray();
            var facts = Relation.FromPairs(n, edges).Diagnose();
            var (components, largest, bipartite) = Slow(n, edges);
            Assert.Equal((components, largest, bipartite), (facts.Components, facts.LargestComponent, facts.BipartiteComponents));
            Assert.Equal(Enumerable.Range(0, n).Count(i => !edges.Any(e => e.Item1 == i || e.Item2 == i)), facts.Isolated);
        }
    }

    [Fact]
    public void Isolated_rows_are_reported()
    {
        var facts = Relation.FromPairs(5, [(0, 1), (1, 2), (2, 0)]).Diagnose();
        Assert.Equal((3, 2, 0), (facts.Components, facts.Isolated, facts.BipartiteComponents));
        Assert.Contains(facts.Warnings, w => w.StartsWith("2 of 5 samples have no relations", StringComparison.Ordinal));
        var none = Relation.FromPairs(4, [(0, 1)]).Subgraph([2, 3]).Diagnose();
        Assert.Equal(["no sample is related to any other: there is nothing to learn from; give pairs, neighbours or labels."], none.Warnings);
    }

    [Fact]
    public void Homophily_is_the_weight_within_classes()
    {
        int[] labels = [0, 0, 1, 1, -1];
        var graph = Relation.FromPairs(5, [(0, 1), (1, 2), (2, 3), (3, 4), (0, 0)], [3, 1, 2, 9, 7]);
        var facts = graph.Diagnose(labels);
        Assert.Equal(5.0 / 6, facts.Homophily!.Value, 1e-15);
        double one = 10 + 4, two = 3 + 11; // degrees, the self loop and the edge to the unlabelled row included
        Assert.Equal(((one * one) + (two * two)) / ((one + two) * (one + two)), facts.ChanceHomophily!.Value, 1e-15);
        Assert.Null(graph.Diagnose().Homophily);
        Assert.Null(Relation.FromPairs(4, [(0, 1)]).Diagnose([-1, 0, 1, 1]).Homophily);
    }

    [Fact]
    public void Homophily_of_unwritten_relations_is_that_of_the_written_ones()
    {
        int[] labels = [0, 1, 1, -1, 0, 2], known = [0, 1, 0, 0, 1, -1];
        Relation[] relations =
        [
            Relation.FromViews(6, 3),
            Relation.FromLabels(known),
            Relation.FromLabels(known, LabelWeights.ZeroOne),
            Relation.SemiSupervised(Relation.FromPairs(6, [(0, 1), (1, 2), (4, 0)]), known, 0.25),
        ];
        foreach (var relation in relations)
        {
            var (implicitly, written) = (relation.Diagnose(labels), relation.ToGraph().Diagnose(labels));
            Assert.Equal(written.Homophily!.Value, implicitly.Homophily!.Value, 1e-14);
            Assert.Equal(written.ChanceHomophily!.Value, implicitly.ChanceHomophily!.Value, 1e-14);
            Assert.Equal((written.Components, written.BipartiteComponents, written.Isolated), (implicitly.Components, implicitly.BipartiteComponents, implicitly.Isolated));
        }
    }

    [Fact]
    public void Relations_that_know_nothing_of_the_labels_are_reported()
    {
        var random = new Random(1);
        var edges = Enumerable.Range(0, 4000).Select(_ => (random.Next(200), random.Next(200))).ToArray();
        int[] labels = [.. Enumerable.Range(0, 200).Select(i => i % 4)];
        Assert.Contains(Relation.FromPairs(200, edges).Diagnose(labels).Warnings, w => w.Contains("says next to nothing about these labels", StringComparison.Ordinal));
        Assert.DoesNotContain(Relation.FromLabels(labels).Diagnose(labels).Warnings, w => w.Contains("next to nothing", StringComparison.Ordinal));
    }

    [Fact]
    public void Classes_of_unequal_weight_are_reported()
    {
        int[] labels = [0, 0, 0, 0, 0, 0, 1, 1];
        Assert.Contains(Relation.FromLabels(labels, LabelWeights.ZeroOneWithSelfLoops).Diagnose(labels).Warnings, w => w.Contains("2 to 6 on average", StringComparison.Ordinal));
        Assert.DoesNotContain(Relation.FromLabels(labels).Diagnose(labels).Warnings, w => w.Contains("on average", StringComparison.Ordinal));
    }

    [Fact]
    public void Large_relations_leave_the_spectrum_out()
    {
        var facts = Relation.FromPairs(1100, [.. Enumerable.Range(0, 1099).Select(i => (i, i + 1))]).Diagnose();
        Assert.Null(facts.NegativeEigenvalues);
        Assert.Null(facts.SpectralGap);
        Assert.Equal((1, 1), (facts.Components, facts.BipartiteComponents));
    }

    [Fact]
    public void Bad_requests_are_refused()
    {
        RelationTests.Refused("got 0", () => Relation.FromViews(3, 2).Diagnose(dim: 0));
        RelationTests.Refused("4 labels; the relation has 6 rows of 3 samples", () => Relation.FromViews(3, 2).Diagnose([0, 1, 2, 3]));
    }

    private static double[] Spectrum(ISymmetricOperator matrix)
    {
        using var scope = new TensorScope();
        var dense = Dense.Of(matrix);
        return Tensor.From(dense.Cast<double>().ToArray(), matrix.Size, matrix.Size).EigenSymmetric().Values.ToArray<double>();
    }

    private static (int Components, int Largest, int Bipartite) Slow(int n, (int A, int B)[] edges)
    {
        var side = new int[n];
        var (components, largest, bipartite) = (0, 0, 0);
        for (var start = 0; start < n; start++)
        {
            if (side[start] != 0) continue;
            var (queue, size, isBipartite) = (new Queue<int>([start]), 0, true);
            side[start] = 1;
            while (queue.TryDequeue(out var row))
            {
                size++;
                foreach (var (a, b) in edges)
                {
                    if (a != row && b != row) continue;
                    var other = a == row ? b : a;
                    isBipartite &= side[other] != side[row];
                    if (side[other] != 0) continue;
                    side[other] = -side[row];
                    queue.Enqueue(other);
                }
            }

            (components, largest) = (components + 1, Math.Max(largest, size));
            bipartite += isBipartite && size > 1 ? 1 : 0;
        }

        return (components, largest, bipartite);
    }
}
