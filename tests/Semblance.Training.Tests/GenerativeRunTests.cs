using Semblance.Errors;
using Semblance.Pairs;
using Semblance.Tensors;
using Semblance.Training.Runs;

namespace Semblance.Training.Tests;

public sealed class GenerativeRunTests
{
    [Theory]
    [InlineData("simvae", "cnn:stem=4,widths=8x8,strides=1x2,grid=1")]
    [InlineData("vae", "mlp:hidden=16,dim=8")]
    [InlineData("beta-vae", "resnet18:width=0.125")]
    [InlineData("cr-vae", "linear:dim=8")]
    public void Killed_in_the_middle_and_resumed_ends_in_the_same_bits(string method, string encoder)
    {
        using var runs = new SmallRuns();
        var config = Config(runs, method, encoder);
        var whole = runs.Run(config, "whole");
        Assert.Throws<KilledException>(() => runs.Run(config, "killed", observer: new StopAt(5)));
        runs.Run(config, "killed", resume: true);
        Assert.Equal(runs.Metrics("whole"), runs.Metrics("killed"));
        Assert.Equal(runs.Weights("whole"), runs.Weights("killed"));
        Assert.True(whole.Epochs[^1].Terms["reconstruction"] < whole.Epochs[0].Terms["reconstruction"]);
    }

    [Fact]
    public void A_trained_model_decodes_what_it_encodes()
    {
        using var runs = new SmallRuns();
        var result = runs.Run(Config(runs, "simvae", "mlp:hidden=64,dim=32,last-relu=true") with { Augment = "none", Epochs = 40 }, "run");
        using var model = RunModel.Load(result.Folder);
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        Assert.Equal(FeatureLayer.Embedding, model.OwnLayer);
        var features = model.Embed(result.Config.Request(Split.Train, null), model.OwnLayer, Device.Cpu);
        var decoded = model.Generative!.Decode(Tensor.From(features.Values, features.Rows, features.Dim));
        Assert.Equal([96, 1, 12, 12], decoded.Shape);
        using var data = DataSets.Open(result.Config.Request(Split.Train, null));
        var pixels = model.Pixels(data, 96);
        var error = (decoded - pixels).Square().Mean().Item();
        Assert.True(error < 0.5 * (pixels - pixels.Mean(0)).Square().Mean().Item(), $"error {error}");
    }

    [Fact]
    public void A_collapsed_posterior_is_noted_in_the_records()
    {
        using var runs = new SmallRuns();
        var result = runs.Run(Config(runs, "beta-vae", "linear:dim=8") with { MethodOptions = new Dictionary<string, string> { ["beta"] = "100000" }, Epochs = 30 }, "run");
        Assert.StartsWith("posterior collapse: none of 4 latent dimensions", Assert.Single(result.Epochs[^1].Notes), StringComparison.Ordinal);
        Assert.Equal(result.Epochs[^1].Notes, RunFolder.Open(runs.Out("run")).ReadEpochs()[^1].Notes);
    }

    [Fact]
    public void Vectors_out_of_range_are_refused_with_a_remedy_that_works()
    {
        using var runs = new SmallRuns();
        var file = Path.Combine(runs.Folder, "vectors.npy");
        var random = new Random(1);
        Files.Npy.Write<float>(file, [.. Enumerable.Range(0, 64 * 6).Select(_ => (float)(4 * random.NextDouble()) - 2)], 64, 6);
        var config = Config(runs, "simvae", "linear:dim=8") with { Data = "npy:" + file, Labels = null, Augment = "vector" };
        var e = Assert.Throws<RequestException>(() => runs.Run(config, "bad"));
        Assert.Contains("needs values from 0 to 1", e.Message, StringComparison.Ordinal);
        runs.Run(config with { MethodOptions = new Dictionary<string, string> { ["likelihood"] = "gaussian" } }, "good");
    }

    private static TrainConfig Config(SmallRuns runs, string method, string encoder) => runs.Small(
        ("method", method), ("encoder", encoder), ("head", "linear:out=4"), ("learning-rate", "0.01"), ("checkpoint-every", "2"), ("monitor", "false"));
}
