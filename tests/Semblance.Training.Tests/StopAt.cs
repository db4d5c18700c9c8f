using Semblance.Training.Runs;

namespace Semblance.Training.Tests;

/// <summary>Ends a run at a step: by request, or as abruptly as a kill would.</summary>
internal sealed class StopAt(int step, CancellationTokenSource? polite = null) : ITrainObserver
{
    public void OnStart(TrainPlan plan)
    {
    }

    public void OnStep(TrainStep done)
    {
        if (done.Step != step) return;
        if (polite is null) throw new KilledException();
        polite.Cancel();
    }

    public void OnEpoch(EpochRecord epoch)
    {
    }
}

/// <summary>Stands for a kill: nothing in the trainer catches it, so nothing is saved.</summary>
internal sealed class KilledException : Exception;
