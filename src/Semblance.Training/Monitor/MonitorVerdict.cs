namespace Semblance.Training.Monitor;

/// <summary>How the monitor reads an embedding or one of its directions.</summary>
public enum MonitorVerdict
{
    /// <summary>What the method would keep is there, or comes as it should.</summary>
    Learning,

    /// <summary>The method would keep it, and it is still missing: it grows, or training is young. Early in a run this is normal.</summary>
    NotYetLearnt,

    /// <summary>It was there or should be there, and it is gone or stays away.</summary>
    Collapsed,

    /// <summary>Two views of one sample do not agree on it, so no training of this method on these views will keep it.</summary>
    CannotBeLearnt,
}
