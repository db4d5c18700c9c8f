using Semblance.Pairs.Relations;

namespace Semblance.Pairs.Tests.Relations;

public class PairListRelationTests
{
    [Theory]
    [InlineData("0,1,2\n2,1,0.5\n")]
    [InlineData("from,to,weight\n1, 0, 2\n1, 2, 0.5\n")]
    public void Pairs_of_a_file_relate_both_ends(string csv)
    {
        using var folder = new TemporaryFolder();
        var graph = Relation.FromPairList(folder.File("p.csv", csv), 4);
        Dense.Check(graph, Dense.Of(4, (i, j) => (i + j, i * j) switch { (1, 0) => 2, (3, 2) => 0.5, _ => 0 }));
        Assert.Equal((2, 4, 0), (graph.EdgeCount, graph.NonZeros, graph.Warnings.Count));
        Assert.Equal(3, Relation.FromPairList(folder.File("q.csv", csv)).Count);
    }

    [Fact]
    public void Duplicates_add_up_and_self_pairs_become_self_loops_with_a_warning()
    {
        using var folder = new TemporaryFolder();
        var graph = Relation.FromPairList(folder.File("p.csv", "0,1\n1,0\n0,1,0.5\n2,2\n"));
        Dense.Check(graph, Dense.Of(3, (i, j) => i + j == 1 ? 2.5 : i == 2 && j == 2 ? 1 : 0));
        Assert.Equal(2, graph.Warnings.Count);
        Assert.StartsWith("pairs of a sample with itself (1 of 4) are kept as self loops", graph.Warnings[0], StringComparison.Ordinal);
        Assert.StartsWith("some pairs come more than once", graph.Warnings[1], StringComparison.Ordinal);
        Assert.Equal(graph.Warnings, graph.Diagnose().Warnings.Take(2));
    }

    [Fact]
    public void Directed_lists_must_be_symmetric_or_are_symmetrised()
    {
        using var folder = new TemporaryFolder();
        var oneWay = folder.File("one.csv", "0,1,2\n1,2,4\n2,1,4\n");
        RelationTests.Refused("weight (0, 1) is 2, weight (1, 0) is 0 - symmetrise with (G + G') / 2", () => Relation.FromPairList(oneWay, 3, EdgeDirection.Directed));
        Dense.Check(Relation.FromPairList(oneWay, 3, EdgeDirection.Symmetrise), Dense.Of(3, (i, j) => (i + j, i * j) switch { (1, 0) => 1, (3, 2) => 4, _ => 0 }));
        var both = folder.File("both.csv", "0,1,2\n1,0,2\n");
        Dense.Check(Relation.FromPairList(both, 2, EdgeDirection.Directed), Dense.Of(2, (i, j) => i == j ? 0 : 2));
    }

    [Theory]
    [InlineData("0,4\n", "line 1: '4' where a sample number belongs - give 0 to 3")]
    [InlineData("0,1\n-1,2\n", "line 2: '-1' where a sample number belongs")]
    [InlineData("0,1,-2\n", "weight '-2' - give a number above 0")]
    [InlineData("0,1,NaN\n", "weight 'NaN'")]
    [InlineData("0,1,1,1\n", "4 columns")]
    [InlineData("a,b\n", "is empty")]
    [InlineData("", "is empty")]
    public void Bad_files_are_refused(string csv, string seen)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("p.csv", csv);
        RelationTests.Refused(seen, () => Relation.FromPairList(file, 4));
    }

    [Fact]
    public void Numbers_that_are_no_row_numbers_are_refused()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("p.csv", "17,1999999999\n");
        RelationTests.Refused("1 pairs, but numbers up to 1999999999", () => Relation.FromPairList(file));
        RelationTests.Refused("give numbers from 0 on", () => Relation.FromPairList(folder.File("q.csv", "0,-3\n")));
        RelationTests.Refused("no such file", () => Relation.FromPairList(file + "x"));
    }

    [Fact]
    public void Bad_pairs_in_memory_are_refused()
    {
        RelationTests.Refused("the list is empty", () => Relation.FromPairs(3, []));
        RelationTests.Refused("pair 1 is (0, 3); there are 3 samples", () => Relation.FromPairs(3, [(0, 1), (0, 3)]));
        RelationTests.Refused("pair 0 has weight -1", () => Relation.FromPairs(3, [(0, 1)], [-1]));
        RelationTests.Refused("pair 0 has weight NaN", () => Relation.FromPairs(3, [(0, 1)], [double.NaN]));
        RelationTests.Refused("1 pairs, 2 weights", () => Relation.FromPairs(3, [(0, 1)], [1, 1]));
    }
}
