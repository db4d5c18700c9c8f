namespace Semblance.Training.Monitor;

/// <summary>What is behind a finding of the monitor.</summary>
public enum MonitorCause
{
    /// <summary>Nothing is wrong: it comes later.</summary>
    TooEarly,

    /// <summary>All samples have one output.</summary>
    ConstantOutput,

    /// <summary>Features that are the same for every sample.</summary>
    DeadUnits,

    /// <summary>The outputs vary along far fewer directions than the views share.</summary>
    RankCollapse,

    /// <summary>The method's options drop most of what the views share.</summary>
    StrongInvariance,

    /// <summary>The views agree on too little of the data.</summary>
    ViewsDisagree,

    /// <summary>The views share far more directions than the embedding has dimensions.</summary>
    SmallEmbedding,
}
