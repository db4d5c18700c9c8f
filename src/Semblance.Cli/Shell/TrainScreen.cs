using System.Globalization;
using Semblance.Training;
using Semblance.Training.Monitor;
using Semblance.Training.Runs;

namespace Semblance.Cli.Shell;

/// <summary>Shows a training run on stderr: what it is at the start, a bar while it runs, a line for each epoch.</summary>
internal sealed class TrainScreen(Session session, JobProgress progress) : ITrainObserver
{
    private const int Shown = 10;
    private readonly MonitorNews _news = new();
    private int _total = 1;

    public void OnStart(TrainPlan plan)
    {
        _total = Math.Max(1, plan.TotalSteps);
        session.Note(string.Create(CultureInfo.InvariantCulture, $"{plan.Samples:N0} samples; {plan.Encoder}, head {plan.Head}; {plan.Parameters:N0} parameters, representation {plan.RepresentationDim}, embedding {plan.EmbeddingDim}; {plan.Precision}"));
        if (plan.DoneSteps > 0) session.Note($"resuming after step {plan.DoneSteps} of {plan.TotalSteps}");
        if (plan.Skipped.Count == 0) return;
        session.Note($"warning: {plan.Skipped.Count} samples could not be read and are left out; skipped.csv in the run folder lists all");
        foreach (var skipped in plan.Skipped.Take(Shown)) session.Note($"  {skipped.File}: {skipped.Reason}");
    }

    public void OnStep(TrainStep step) =>
        progress.Report(step.Step, _total, string.Create(CultureInfo.InvariantCulture, $"loss {step.Loss:F4}, {step.ImagesPerSecond:N0} images/s, data wait {step.DataWait:P0}"));

    public void OnEpoch(EpochRecord epoch)
    {
        var knn = epoch.Knn is { } k ? $", k-NN {Numbers.Percent(k)} %" : "";
        var rank = epoch.RankMe is { } r ? $", RankMe {Numbers.Short(r, "F1")}" : "";
        var gauge = epoch.Terms.TryGetValue("energy-ratio", out var ratio) ? string.Create(CultureInfo.InvariantCulture, $", energy ratio {ratio:F3} (1 at convergence)") : "";
        session.Note(string.Create(CultureInfo.InvariantCulture, $"epoch {epoch.Epoch}: loss {epoch.Loss:F4}{gauge}{knn}{rank}, {epoch.ImagesPerSecond:N0} images/s, data wait {epoch.DataWait:P0}"));
        foreach (var note in epoch.Notes) session.Note($"warning: {note}");
        if (epoch.Monitor is not { } look) return;
        foreach (var line in _news.Of(look)) session.Note(line);
    }
}
