namespace Semblance.Training.Profile;

/// <summary>What a training step is doing.</summary>
public enum TrainPhase
{
    /// <summary>Waiting for views.</summary>
    Views,

    /// <summary>Views into tensors, on the device.</summary>
    Copy,

    /// <summary>Encoder and head, and their slowly following copies.</summary>
    Forward,

    /// <summary>The objective, its gradient included where it is worked out in closed form.</summary>
    Loss,

    /// <summary>Gradients of the weights.</summary>
    Backward,

    /// <summary>The update of the weights.</summary>
    Optimiser,

    /// <summary>Scores and monitor between epochs.</summary>
    Evaluation,

    /// <summary>Checkpoints and records.</summary>
    Files,
}
