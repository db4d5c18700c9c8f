using Semblance.Cli.Shell;

namespace Semblance.Cli.Tests;

public sealed class EvaluateTests : IDisposable
{
    private readonly ArrayFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Features_that_tell_the_class_are_classified_with_an_interval_around_the_accuracy()
    {
        string[] files = ["--train", _folder.Clusters("x.npy", 90, 3, 1), _folder.Labels("y.npy", 90, 3), "--test", _folder.Clusters("xt.npy", 60, 3, 2), _folder.Labels("yt.npy", 60, 3)];
        var result = Invocation.Of(["evaluate", .. files, "--parts", "knn,linear", "--json"]);
        foreach (var part in new[] { "knn", "linear" })
        {
            var accuracy = (double)result.Json[part]!["accuracy"]!;
            Assert.Equal(1, accuracy);
            Assert.InRange((double)result.Json[part]!["interval"]![0]!, 0.9, accuracy);
        }

        Assert.Null(result.Json["mlp"]);
        Assert.Contains("k-NN %", Invocation.Of(["evaluate", .. files, "--parts", "knn"]).Output);
    }

    [Fact]
    public void Targets_that_are_numbers_are_regressed()
    {
        string[] files = ["--train", _folder.Matrix("x.npy", 60, 3, 1), _folder.Matrix("t.npy", 60, 1, 1), "--test", _folder.Matrix("xt.npy", 40, 3, 2), _folder.Matrix("tt.npy", 40, 1, 2)];
        var json = Invocation.Of(["evaluate", .. files, "--json"]).Json;
        Assert.NotNull(json["regression"]!["interval"]);
        Assert.Null(json["knn"]);
    }

    [Fact]
    public void Nothing_to_evaluate_is_refused() => Invocation.Of("evaluate").MustFail(ExitCodes.BadRequest, "nothing to evaluate");

    [Fact]
    public void Labels_of_another_length_are_refused()
    {
        var (x, y) = (_folder.Clusters("x.npy", 9, 3, 1), _folder.Labels("y.npy", 8, 3));
        Invocation.Of("evaluate", "--train", x, y, "--test", x, y).MustFail(ExitCodes.BadRequest, "9 rows", "8");
    }

    [Fact]
    public void Features_that_are_not_finite_are_refused()
    {
        Semblance.Files.Npy.Write<float>(_folder["x.npy"], [1, 2, float.PositiveInfinity, 4], 2, 2);
        var y = _folder.Labels("y.npy", 2, 2);
        Invocation.Of("evaluate", "--train", _folder["x.npy"], y, "--test", _folder["x.npy"], y).MustFail(ExitCodes.BadRequest, "train features", "row 1, column 0");
    }

    [Fact]
    public void Folder_without_a_run_is_refused() => Invocation.Of("evaluate", "--run", _folder["none"]).MustFail(ExitCodes.BadRequest, "is no run folder");

    [Fact]
    public void Unknown_part_gets_a_suggestion()
    {
        var (x, y) = (_folder.Clusters("x.npy", 9, 3, 1), _folder.Labels("y.npy", 9, 3));
        Invocation.Of("evaluate", "--train", x, y, "--test", x, y, "--parts", "linaer").MustFail(ExitCodes.BadRequest, "did you mean 'linear'?");
    }
}
