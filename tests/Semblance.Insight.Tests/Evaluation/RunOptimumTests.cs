using Semblance.Files;
using Semblance.Insight.Evaluation;
using Semblance.Insight.Pairing;
using Semblance.Objectives;
using Semblance.Objectives.Spectral.Features;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Training;

namespace Semblance.Insight.Tests.Evaluation;

public sealed class RunOptimumTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("semblance-optimum-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("vicreg", "variance-form=squared;variance=2;covariance=1;invariance=0.5")]
    [InlineData("spectral", "")]
    public void Linear_encoder_trained_by_the_trainer_ends_at_the_optimum_of_its_method(string method, string options)
    {
        // Columns that share a source stay predictable when some of them are masked: 4, 2, 1 and 1 columns for four sources.
        var random = new Random(3);
        var x = new float[2000 * 8];
        for (var row = 0; row < 2000; row++)
        {
            double[] source = [Normal(), Normal(), Normal(), Normal()];
            for (var c = 0; c < 8; c++) x[(row * 8) + c] = (float)(source[c < 4 ? 0 : c < 6 ? 1 : c - 4] + (0.3 * Normal()));
        }

        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        Npy.Write<float>(Path.Combine(_folder, "x.npy"), x, 2000, 8);
        var config = TrainConfigs.From(
        [
            new("data", $"npy:{_folder}/x.npy"), new("method", method), new("encoder", "linear:dim=4"), new("head", "none"), new("augment", "vector"), new("epochs", "200"), new("batch", "1000"),
            new("learning-rate", "0.05"), new("weight-decay", "0"), new("precision", "float32"), new("seed", "5"),
            .. options.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(o => KeyValuePair.Create(o.Split('=')[0], o.Split('=')[1])),
        ]);
        var result = Trainer.Run(new TrainRequest { Config = config, Out = Path.Combine(_folder, "run") }, null, default);

        // Many passes, so that the optimum is that of the augmentations and not of a few draws.
        var optimum = Optima.Create(method, config.MethodOptions);
        var request = new PairRequest { Data = config.Data, Augment = "vector", Epochs = 20, Seed = 9 };
        using var input = PairInput.Open(request);
        using var seen = PairInput.Open(request with { Run = result.Folder.Path });
        var features = input.Moments(new LinearFeatures(input.Dim));
        var centred = LinearSolver.Solve(features, optimum with { IsCentred = true }, new SolveOptions { Dim = 4 }).Spectrum;
        var best = optimum.Filter.Apply(optimum.IsCentred ? centred : [1, .. centred], 4).Loss;
        var loss = LinearSolver.Loss(seen.Moments(new LinearFeatures(seen.Dim)), optimum);
        Assert.InRange((loss - best) / Math.Abs(best), -1e-6, 0.03);

        using var model = RunModel.Load(result.Folder);
        var found = RunOptimum.Of(result.Folder, model, null, 1)!;
        Assert.InRange((double)found["input_optimum"]!, best - (0.1 * Math.Abs(best)), best + (0.02 * Math.Abs(best)));
        Assert.InRange((double)found["loss"]!, (double)found["input_optimum"]!, loss + (0.05 * Math.Abs(loss)));
    }

    [Fact]
    public void Method_without_optimum_has_no_comparison()
    {
        Npy.Write<float>(Path.Combine(_folder, "x.npy"), [.. Enumerable.Range(0, 400).Select(k => (float)Math.Sin(k * k))], 100, 4);
        var config = TrainConfigs.From([new("data", $"npy:{_folder}/x.npy"), new("method", "byol"), new("encoder", "linear:dim=3"), new("head", "none"), new("augment", "vector"), new("epochs", "1"), new("batch", "50"), new("precision", "float32")]);
        var result = Trainer.Run(new TrainRequest { Config = config, Out = Path.Combine(_folder, "run") }, null, default);
        using var model = RunModel.Load(result.Folder);
        Assert.Null(RunOptimum.Of(result.Folder, model, null, 1));
    }
}
