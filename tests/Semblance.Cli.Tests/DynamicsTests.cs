using System.Text.Json.Nodes;
using Semblance.Files;

namespace Semblance.Cli.Tests;

public sealed class DynamicsTests : IDisposable
{
    private const int Rows = 400, Columns = 12;

    // Standard deviations of what two views share, along three axes.
    private static readonly double[] Shared = [1.5, 1.1, 0.7];
    private readonly ArrayFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Barlow_twins_half_times_follow_the_printed_law_from_the_eigenvalues()
    {
        var json = Run("--method", "barlow-twins", "--dim", "1", "--set", "off-diagonal=1", "--init-scale", "0.0001");
        var mode = json["modes"]![0]!;
        var (rho, start) = ((double)mode["rho"]!, (double)mode["start"]!);
        Assert.Equal(Math.Log((1 / (rho * start)) - 1) / (8 * rho), (double)mode["half_time"]!, 9);
        Assert.Equal(1 / rho, (double)mode["final"]!, 9);
        Assert.True((bool)mode["signal"]!);
    }

    [Fact]
    public void Modes_of_spectral_are_the_spectrum_of_solve_and_end_there()
    {
        var (a, b) = Views();
        var modes = Run("--method", "spectral", "--dim", "4")["modes"]!.AsArray();
        var spectrum = Invocation.Of("solve", "--method", "spectral", "--views", a, b, "--dim", "4", "--json").Json["spectrum"]!.AsArray();
        for (var j = 0; j < 4; j++)
        {
            Assert.Equal((double)spectrum[j]!, (double)modes[j]!["rho"]!, 9);
            Assert.Equal((double)modes[j]!["rho"]!, (double)modes[j]!["final"]!, 6);
        }

        var halves = modes.Take(4).Select(m => (double)m!["half_time"]!).ToArray();
        Assert.Equal(halves.Order(), halves);
        Assert.Equal("stronger directions fill the outputs", (string)modes[4]!["reason"]!);
        Assert.Null(modes[4]!["half_time"]);
    }

    [Fact]
    public void Held_out_samples_tell_the_shared_directions_from_noise_and_the_stop_lies_between()
    {
        var json = Run("--method", "barlow-twins", "--dim", "6", "--set", "off-diagonal=1");
        var modes = json["modes"]!.AsArray();
        Assert.Equal([true, true, true, false, false, false], modes.Take(6).Select(m => (bool)m!["signal"]!));
        Assert.InRange((double)json["stop_time"]!, (double)modes[2]!["half_time"]!, (double)modes[3]!["half_time"]!);
        Assert.Equal(3, (int)json["signal"]!);
    }

    [Fact]
    public void State_at_a_time_is_that_of_gradient_descent()
    {
        // The literal loss |W C W' - I|^2 on the views' own moments, plain descent.
        var json = Run("--method", "barlow-twins", "--dim", "1", "--set", "off-diagonal=1", "--learning-rate", "0.0005", "--steps", "2000", "--init-scale", "0.05");
        var mode = json["modes"]![0]!;
        var (rho, size) = ((double)mode["rho"]!, Math.Sqrt((double)mode["start"]!));
        for (var step = 0; step < 2000; step++) size += 0.0005 * 4 * rho * size * (1 - (rho * size * size));
        Assert.Equal(size * size, (double)json["at"]![0]!["strengths"]![0]!, 3);
        Assert.Equal(2000, (double)json["at"]![0]!["steps"]!);
    }

    [Fact]
    public void Momentum_and_learning_rate_only_change_the_clock()
    {
        var plain = Run("--method", "spectral", "--dim", "2", "--learning-rate", "0.01");
        var heavy = Run("--method", "spectral", "--dim", "2", "--learning-rate", "0.001", "--momentum", "0.9");
        Assert.Equal((double)plain["modes"]![1]!["half_step"]!, (double)heavy["modes"]![1]!["half_step"]!, 6);
        Assert.Equal(1.9, (double)heavy["max_learning_rate"]! / (double)plain["max_learning_rate"]!, 9);
    }

    [Fact]
    public void Weight_of_vicreg_terms_sets_the_clock_and_which_modes_survive()
    {
        string[] request = ["--method", "vicreg", "--dim", "2", "--set", "variance-form=squared", "--set", "variance=2", "--set", "covariance=1", "--set", "invariance=2"];
        var modes = Run(request)["modes"]!.AsArray();
        var spectral = Run("--method", "spectral", "--dim", "2")["modes"]!.AsArray();
        Assert.Equal((double)modes[0]!["rho"]!, (double)modes[0]!["final"]!, 6);
        Assert.InRange((double)modes[0]!["half_time"]!, 0.5 * (double)spectral[0]!["half_time"]!, 2 * (double)spectral[0]!["half_time"]!);
        var (a, b) = Views();
        Invocation.Of("dynamics", "--views", a, b, "--method", "vicreg", "--dim", "2", "--set", "variance=1", "--set", "invariance=1000").MustFail(2, "nothing is learnt", "invariance");
    }

    [Fact]
    public void Small_batches_delay_weak_modes_and_orthonormal_weights_share_dim_among_the_modes()
    {
        double Last(params string[] more) => (double)Run(["--method", "barlow-twins", "--dim", "2", "--set", "off-diagonal=1", .. more])["modes"]![1]!["final"]!;
        Assert.True(Last("--batch", "16") < 0.95 * Last());
        var captures = Run("--method", "orthonormal", "--dim", "3", "--modes", "12", "--time", "0", "2")["at"]!.AsArray();
        Assert.All(captures, c => Assert.Equal(3, c!["strengths"]!.AsArray().Sum(v => (double)v!), 9));
    }

    [Fact]
    public void Drawn_features_state_their_error_and_streams_are_split_by_sample()
    {
        var kernel = Run("--method", "barlow-twins", "--kernel", "rbf:3,landmarks=40", "--dim", "2", "--set", "off-diagonal=1");
        Assert.InRange((double)kernel["feature_error"]!, 1e-6, 1);
        var data = $"npy:{_folder.Matrix("d.npy", 200, 6, 4)}";
        string[] request = ["dynamics", "--method", "barlow-twins", "--data", data, "--augment", "vector", "--passes", "3", "--dim", "2", "--set", "off-diagonal=1", "--json"];
        var first = Invocation.Of(request);
        Assert.Equal(0, first.ExitCode);
        Assert.Equal(first.Output, Invocation.Of([.. request, "--workers", "3"]).Output);
    }

    [Fact]
    public void Relations_are_followed_without_the_check_for_signal()
    {
        var (a, _) = Views();
        var json = Invocation.Of("dynamics", "--method", "spectral", "--x", a, "--graph", "knn:5", "--dim", "2", "--json").Json;
        Assert.Null(json["signal"]);
        Assert.Contains(json["warnings"]!.AsArray(), w => ((string)w!).Contains("not checked", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_constraint_one_direction_takes_all_outputs_or_none_does()
    {
        var (a, b) = Views();
        var json = Invocation.Of("dynamics", "--method", "unconstrained", "--views", a, b, "--dim", "2", "--json").Json;
        Assert.Equal(1, (int)json["learnt"]!);
        Assert.Equal(1, (double)json["modes"]![0]!["final"]!);
        Assert.Contains("takes all outputs", (string)json["modes"]![1]!["reason"]!, StringComparison.Ordinal);
        Invocation.Of("dynamics", "--method", "unconstrained", "--views", a, b, "--dim", "2", "--set", "loss=distance").MustFail(2, "all outputs decay to 0");
    }

    [Fact]
    public void Run_is_laid_over_its_forecast_and_differences_are_explained()
    {
        var data = $"npy:{_folder.Matrix("d.npy", 96, 6, 4)}";
        Assert.Equal(0, Invocation.Of("train", "--data", data, "--method", "spectral", "--encoder", "linear:dim=4", "--head", "none", "--augment", "vector", "--epochs", "4", "--batch", "32", "--optimiser", "sgd", "--learning-rate", "0.02", "--out", _folder["run"], "--quiet").ExitCode);
        var json = Invocation.Of("dynamics", "--method", "spectral", "--run", _folder["run"], "--dim", "4", "--json").Json;
        var run = json["run"]!;
        var times = run["times"]!.AsArray().Select(t => (double)t!).ToArray();
        Assert.Equal(5, times.Length);
        Assert.Equal(times.Order(), times);
        Assert.Equal(5, run["shared"]!.AsArray().Count);
        Assert.Contains(run["explanations"]!.AsArray(), e => ((string)e!).Contains("whitened", StringComparison.Ordinal));
        Assert.InRange((double)run["kernel_drift"]!["relative"]!, 0, 1e-6);
        Invocation.Of("dynamics", "--method", "spectral", "--run", _folder["none"]).MustFail(2, "no run folder");
    }

    [Theory]
    [InlineData("the largest stable one is", "--method", "spectral", "--learning-rate", "10")]
    [InlineData("is not known", "--method", "byol")]
    [InlineData("did you mean 'spectral'", "--method", "spectrl")]
    [InlineData("fewer directions than outputs", "--method", "spectral", "--dim", "13")]
    [InlineData("fewer samples than modes", "--method", "spectral", "--dim", "500")]
    [InlineData("--time", "--method", "spectral", "--time", "-1")]
    [InlineData("steps need a learning rate", "--method", "spectral", "--steps", "5")]
    [InlineData("steps", "--method", "spectral", "--steps", "0")]
    [InlineData("one part", "--method", "spectral", "--folds", "1")]
    [InlineData("holds on whitened inputs", "--method", "spectral", "--inputs", "own")]
    [InlineData("small batches", "--method", "spectral", "--batch", "16")]
    public void Bad_request_says_what_to_do(string part, params string[] request)
    {
        var (a, b) = Views();
        Invocation.Of(["dynamics", "--views", a, b, .. request]).MustFail(2, part);
    }

    [Fact]
    public void Views_that_disagree_everywhere_are_refused()
    {
        var a = _folder.Matrix("p.npy", 50, 3, 8);
        Npy.Write<double>(_folder["m.npy"], [.. Npy.Read(a).ToDoubles().Select(v => -v)], 50, 3);
        Invocation.Of("dynamics", "--method", "barlow-twins", "--views", a, _folder["m.npy"], "--dim", "2").MustFail(2, "nothing is learnt", "do not agree");
    }

    [Fact]
    public void Table_shows_modes_stop_and_stable_rate()
    {
        var (a, b) = Views();
        var text = Invocation.Of("dynamics", "--method", "spectral", "--views", a, b, "--dim", "2", "--learning-rate", "0.01", "--steps", "100").Output;
        foreach (var word in new[] { "half-time in steps", "stop at time", "largest stable learning rate", "step 100" }) Assert.Contains(word, text);
    }

    private JsonObject Run(params string[] request)
    {
        var (a, b) = Views();
        var result = Invocation.Of(["dynamics", "--views", a, b, .. request, "--json"]);
        Assert.Equal(0, result.ExitCode);
        return result.Json;
    }

    /// <summary>Two views that share three directions; all else is noise of variance .25.</summary>
    private (string A, string B) Views()
    {
        if (File.Exists(_folder["a.npy"])) return (_folder["a.npy"], _folder["b.npy"]);
        double[] Read(string name, int columns, int seed) => Npy.Read(_folder.Matrix(name, Rows, columns, seed)).ToDoubles();
        var sample = Read("s.npy", Shared.Length, 1);
        foreach (var (name, seed) in new[] { ("a.npy", 2), ("b.npy", 3) })
        {
            var noise = Read("n.npy", Columns, seed);
            var view = noise.Select((v, k) => (v / 2) + (k % Columns is var c && c < Shared.Length ? Shared[c] * sample[(k / Columns * Shared.Length) + c] : 0));
            Npy.Write<double>(_folder[name], [.. view], Rows, Columns);
        }

        return (_folder["a.npy"], _folder["b.npy"]);
    }
}
