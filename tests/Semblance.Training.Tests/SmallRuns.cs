using Semblance.Files;
using Semblance.Training.Runs;

namespace Semblance.Training.Tests;

/// <summary>A folder of small data and the runs on it; goes away with the test.</summary>
internal sealed class SmallRuns : IDisposable
{
    private const int Rows = 96, Edge = 12, Classes = 3;

    internal SmallRuns()
    {
        Folder = Directory.CreateTempSubdirectory("semblance-training-").FullName;
        var pixels = new byte[Rows * Edge * Edge];
        var labels = new long[Rows];
        var state = 1u;
        for (var n = 0; n < Rows; n++)
        {
            labels[n] = n % Classes;
            for (var p = 0; p < Edge * Edge; p++)
            {
                state = (state * 1664525) + 1013904223;
                var isBright = p / Edge / (Edge / Classes) == labels[n];
                pixels[(n * Edge * Edge) + p] = (byte)((isBright ? 150 : 40) + (state >> 26));
            }
        }

        Npy.Write<byte>(ImagesFile, pixels, Rows, Edge, Edge);
        Npy.Write<long>(LabelsFile, labels, Rows);
    }

    internal string Folder { get; }

    internal string ImagesFile => Path.Combine(Folder, "images.npy");

    internal string LabelsFile => Path.Combine(Folder, "labels.npy");

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    internal string Out(string name) => Path.Combine(Folder, name);

    internal TrainConfig Small(params (string Name, string Value)[] changes) => TrainConfigs.From(
    [
        new("data", "npy:" + ImagesFile), new("labels", LabelsFile), new("method", "simclr"), new("encoder", "cnn:stem=4,widths=8x8,strides=1x2,grid=1"), new("head", "mlp:hidden=16,out=8"),
        new("augment", "fashion"), new("epochs", "3"), new("batch", "32"), new("precision", "float32"), new("seed", "5"),
        .. changes.Select(c => KeyValuePair.Create(c.Name, c.Value)),
    ]);

    internal TrainResult Run(TrainConfig config, string name, bool resume = false, ITrainObserver? observer = null, int workers = 1, CancellationToken stop = default) =>
        Trainer.Run(new TrainRequest { Config = config, Out = Out(name), Resume = resume, Workers = workers }, observer, stop);

    internal byte[] Weights(string name) => File.ReadAllBytes(RunFolder.Open(Out(name)).WeightsFile);

    internal string Metrics(string name) => File.ReadAllText(Path.Combine(Out(name), "metrics.csv"));
}
