using Semblance.Cli.Shell;
using Semblance.Files;

namespace Semblance.Cli.Tests;

public sealed class NeighboursTests : IDisposable
{
    private readonly ArrayFolder _folder = new();

    public NeighboursTests() => Npy.Write<float>(_folder["z.npy"], [0, 0, 1, 0, 5, 5, 5.001f, 5], 4, 2);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nearest_rows_come_first_with_their_distance()
    {
        Npy.Write<float>(_folder["q.npy"], [0.9f, 0], 1, 2);
        var row = Invocation.Of("neighbours", "--index", _folder["z.npy"], "--query", _folder["q.npy"], "--k", "2", "--metric", "euclidean", "--json").Json["neighbours"]![0]!;
        Assert.Equal([1, 0], row["indices"]!.AsArray().Select(i => (int)i!));
        Assert.Equal([0.1, 0.9], row["scores"]!.AsArray().Select(s => Math.Round((double)s!, 5)));
    }

    [Fact]
    public void Without_a_query_no_row_is_its_own_neighbour()
    {
        var rows = Invocation.Of("neighbours", "--index", _folder["z.npy"], "--k", "1", "--metric", "euclidean", "--duplicates", "0.01", "--indices-out", _folder["i.npy"], "--json").Json;
        Assert.Equal([1, 0, 3, 2], rows["neighbours"]!.AsArray().Select(r => (int)r!["indices"]![0]!));
        Assert.Equal([1L, 0, 3, 2], Npy.Read(_folder["i.npy"]).ToInt64s());
        Assert.Equal(1, (int)rows["duplicate_count"]!);
    }

    [Fact]
    public void More_neighbours_than_rows_are_refused() =>
        Invocation.Of("neighbours", "--index", _folder["z.npy"], "--k", "9").MustFail(ExitCodes.BadRequest, "9");

    [Fact]
    public void Query_of_another_dimension_is_refused() =>
        Invocation.Of("neighbours", "--index", _folder["z.npy"], "--query", _folder.Matrix("q.npy", 2, 3, 1), "--k", "1").MustFail(ExitCodes.BadRequest, "2 columns", "3");

    [Fact]
    public void Unknown_metric_gets_a_suggestion() =>
        Invocation.Of("neighbours", "--index", _folder["z.npy"], "--metric", "cosin").MustFail(ExitCodes.BadRequest, "did you mean 'cosine'?");
}
