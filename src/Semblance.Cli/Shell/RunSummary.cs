using Semblance.Options;
using Semblance.Training.Runs;

namespace Semblance.Cli.Shell;

/// <summary>One run in a list of runs.</summary>
/// <param name="Run">Its folder.</param>
/// <param name="Status">running, finished, interrupted or failed; running may also mean killed.</param>
/// <param name="Epoch">Epochs done.</param>
/// <param name="Loss">Mean loss of the last epoch.</param>
/// <param name="Knn">Online k-NN accuracy, 0..1, last measured.</param>
/// <param name="Rankme">Effective rank of the representation, last measured.</param>
/// <param name="Config">All options, those of the method among them.</param>
internal sealed record RunSummary(string Run, string Status, int Epoch, double? Loss, double? Knn, double? Rankme, IReadOnlyDictionary<string, string> Config)
{
    public static RunSummary Of(RunFolder folder)
    {
        var config = folder.ReadConfig();
        var values = new Dictionary<string, string>(OptionSet.Values(config).Concat(config.MethodOptions));
        var epochs = folder.ReadEpochs();
        return new(
            folder.Path,
            (string?)folder.ReadSummary()?["status"] ?? "running",
            epochs.Count > 0 ? epochs[^1].Epoch : 0,
            epochs.Count > 0 ? epochs[^1].Loss : null,
            epochs.LastOrDefault(e => e.Knn is not null)?.Knn,
            epochs.LastOrDefault(e => e.RankMe is not null)?.RankMe,
            values);
    }
}
