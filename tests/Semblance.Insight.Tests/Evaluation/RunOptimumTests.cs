using Semblance.Files;
using Semblance.Insight.Evaluation;
using Semblance.Training;

namespace Semblance.Insight.Tests.Evaluation;

public sealed class RunOptimumTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("semblance-optimum-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("vicreg", "variance-form=squared;variance=2;covariance=1;invariance=0.5")]
    [InlineData("spectral", "")]
    [InlineData("barlow-twins", "off-diagonal=0.2")]
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
        using var model = RunModel.Load(result.Folder);
        var found = RunOptimum.Of(result.Folder, model, null, 1)!;
        var (loss, optimum) = ((double)found["loss"]!, (double)found["input_optimum"]!);
        // The optimum is fitted to the very views the loss is measured on, which flatters it by a few percent.
        Assert.InRange(loss, optimum - (0.01 * Math.Abs(optimum)), optimum + (0.05 * Math.Abs(optimum)));
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
