using Semblance.Files;
using Semblance.Pairs;
using Semblance.Training;

namespace Semblance.Insight.Tests.Style;

/// <summary>Pictures of 8 x 8 pixels with a stripe whose place is the class; a plan that only changes their brightness.</summary>
internal sealed class StripePictures : IDisposable
{
    private const int Rows = 400, Edge = 8, Classes = 4;

    private readonly string _folder = Directory.CreateTempSubdirectory("semblance-stripes-").FullName;

    internal StripePictures()
    {
        var (pixels, labels) = (new byte[Rows * Edge * Edge], new long[Rows]);
        for (var row = 0; row < Rows; row++)
        {
            labels[row] = row % Classes;
            for (var x = 0; x < Edge; x++) pixels[(row * Edge * Edge) + ((int)labels[row] * 2 * Edge) + x] = 120;
        }

        foreach (var part in new[] { "train", "test" })
        {
            Npy.Write<byte>(Path.Combine(_folder, $"{part}.npy"), pixels, Rows, Edge, Edge);
            Npy.Write<long>(Path.Combine(_folder, $"{part}-labels.npy"), labels, Rows);
        }

        File.WriteAllText(Plan, "- jitter: {brightness: 0.5, contrast: 0, saturation: 0, hue: 0, probability: 1}\n");
    }

    internal string Plan => Path.Combine(_folder, "plan.yaml");

    internal string Out(string name) => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    internal DataSet Open() => DataSets.Open(new DataRequest { Name = $"npy:{_folder}/train.npy", LabelsFile = $"{_folder}/train-labels.npy" });

    internal TrainResult Train(string method, string head) => Trainer.Run(new TrainRequest
    {
        Config = TrainConfigs.From(
        [
            new("data", $"npy:{_folder}/{{split}}.npy"), new("labels", $"{_folder}/{{split}}-labels.npy"), new("method", method), new("encoder", "mlp:hidden=12,dim=6"), new("head", head), new("augment", Plan),
            new("epochs", "3"), new("batch", "40"), new("learning-rate", "0.01"), new("precision", "float32"), new("monitor", "false"), new("evaluate-every", "0"),
        ]),
        Out = Out(method),
    });
}
