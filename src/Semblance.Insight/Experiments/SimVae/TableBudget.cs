namespace Semblance.Insight.Experiments.SimVae;

/// <summary>What every method of a table may spend.</summary>
/// <param name="Encoder">The network, the same for all.</param>
/// <param name="Head">The layer to the ten features that the loss sees.</param>
/// <param name="Epochs">Passes over the 60,000 pictures.</param>
/// <param name="Seeds">Runs of each method.</param>
/// <param name="Rows">Training pictures the probes of style are fitted on; those of content have all.</param>
internal sealed record TableBudget(string Encoder, string Head, int Epochs, int Seeds, int Rows)
{
    /// <summary>Peak learning rate of AdamW, for all.</summary>
    internal double LearningRate { get; init; } = 1e-3;
}
