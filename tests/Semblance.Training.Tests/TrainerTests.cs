using Semblance.Errors;
using Semblance.Objectives;
using Semblance.Pairs;
using Semblance.Tensors;
using Semblance.Training.Runs;

namespace Semblance.Training.Tests;

public sealed class TrainerTests
{
    public static TheoryData<string> AllMethods() => [.. Methods.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void Every_method_trains_and_moves_the_weights(string method)
    {
        using var runs = new SmallRuns();
        var config = runs.Small(("method", method), ("epochs", "2"), ("head", Methods.Named(method).NeedsLabels ? "none" : "mlp:hidden=16,out=8"));
        var result = runs.Run(config with { }, "run");
        using var trained = RunModel.Load(result.Folder);
        using var before = RunModel.Untrained(result.Folder);
        var request = config.Request(Split.Train, null);
        var a = trained.Embed(request, FeatureLayer.Representation, Device.Cpu).Values;
        var b = before.Embed(request, FeatureLayer.Representation, Device.Cpu).Values;
        Assert.All(a, v => Assert.True(float.IsFinite(v)));
        Assert.Equal(Methods.Named(method).Trains, !a.SequenceEqual(b));
    }

    [Fact]
    public void The_loss_falls()
    {
        using var runs = new SmallRuns();
        var epochs = runs.Run(runs.Small(("epochs", "12"), ("learning-rate", "0.005")), "run").Epochs;
        Assert.True(epochs[^1].Loss < epochs[0].Loss - 0.1, $"{epochs[0].Loss} -> {epochs[^1].Loss}");
    }

    [Fact]
    public void A_loss_that_is_not_finite_stops_with_step_and_terms_and_keeps_the_checkpoint()
    {
        using var runs = new SmallRuns();
        var config = runs.Small(("method", "spectral"), ("optimiser", "sgd"), ("learning-rate", "1e18"), ("warm-up", "0"), ("epochs", "9"), ("head", "linear:out=8"));
        var e = Assert.Throws<RunException>(() => runs.Run(config, "run"));
        Assert.Matches("not finite (at|after) step [0-9]+", e.Message);
        Assert.Contains("last good checkpoint is kept", e.Message, StringComparison.Ordinal);
        Assert.Equal("failed", (string?)RunFolder.Open(runs.Out("run")).ReadSummary()!["status"]);
    }

    [Fact]
    public void A_batch_larger_than_the_data_is_refused()
    {
        using var runs = new SmallRuns();
        var e = Assert.Throws<RequestException>(() => runs.Run(runs.Small(("batch", "97")), "run"));
        Assert.Contains("batch 97", e.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(runs.Out("run")), "a refused run leaves no folder");
    }

    [Fact]
    public void Steps_end_the_run_within_an_epoch()
    {
        using var runs = new SmallRuns();
        var result = runs.Run(runs.Small(("steps", "4")), "run");
        Assert.Equal(4, result.Epochs[^1].Step);
        Assert.Equal(2, result.Epochs.Count);
    }

    [Fact]
    public void An_option_neither_of_training_nor_of_the_method_gets_a_suggestion()
    {
        var e = Assert.Throws<RequestException>(() => TrainConfigs.From([new("method", "simclr"), new("temprature", "0.5")]));
        Assert.Contains("did you mean 'temperature'?", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_preset_is_a_valid_config() =>
        Assert.All(TrainConfigs.Presets, p => Assert.NotEmpty(TrainConfigs.From(TrainConfigs.Preset(p)).Data));

    [Fact]
    public void Representation_and_embedding_are_kept_apart()
    {
        using var runs = new SmallRuns();
        var result = runs.Run(runs.Small(("epochs", "1")), "run");
        using var model = RunModel.Load(result.Folder);
        Assert.Equal(8, model.EmbeddingDim);
        var request = result.Config.Request(Split.Train, null);
        Assert.Equal(model.RepresentationDim, model.Embed(request, FeatureLayer.Representation, Device.Cpu).Dim);
        Assert.Equal(8, model.Embed(request, FeatureLayer.Embedding, Device.Cpu).Dim);
    }
}
