namespace Semblance.Training;

/// <summary>Which features of a network.</summary>
public enum FeatureLayer
{
    /// <summary>Output of the encoder, before the head: what downstream tasks use.</summary>
    Representation,

    /// <summary>Output of the head: what the loss sees.</summary>
    Embedding,
}
