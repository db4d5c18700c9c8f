namespace Semblance.Training.Runs;

/// <summary>Where a run stands.</summary>
public enum RunStatus
{
    /// <summary>Training, or killed without a chance to say so.</summary>
    Running,

    /// <summary>All steps are done.</summary>
    Finished,

    /// <summary>Stopped by the user; can be resumed.</summary>
    Interrupted,

    /// <summary>Stopped by an error, which the summary names.</summary>
    Failed,
}
