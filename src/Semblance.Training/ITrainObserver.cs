using Semblance.Training.Runs;

namespace Semblance.Training;

/// <summary>Is told how a run goes; called on the compute thread.</summary>
public interface ITrainObserver
{
    /// <summary>The run begins or goes on.</summary>
    /// <param name="plan">What is going to happen.</param>
    void OnStart(TrainPlan plan);

    /// <summary>One optimiser step is done.</summary>
    void OnStep(TrainStep step);

    /// <summary>One epoch is done and evaluated.</summary>
    void OnEpoch(EpochRecord epoch);
}
