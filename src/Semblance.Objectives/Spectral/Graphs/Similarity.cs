namespace Semblance.Objectives.Spectral.Graphs;

/// <summary>How a softmax loss compares two embeddings z and z'.</summary>
public enum Similarity
{
    /// <summary>z . z' / (|z| |z'|), as in SimCLR.</summary>
    Cosine,

    /// <summary>z . z'.</summary>
    Dot,

    /// <summary>-|z - z'|^2 / 2, as in stochastic neighbour embedding.</summary>
    Radial,
}
