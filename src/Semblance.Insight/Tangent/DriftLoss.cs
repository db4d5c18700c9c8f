namespace Semblance.Insight.Tangent;

/// <summary>The losses under which the drift of the tangent kernel is measured.</summary>
public enum DriftLoss
{
    /// <summary>Half the mean squared distance to one-hot classes.</summary>
    Supervised,

    /// <summary>|C - I|² of the cross-view moment of the outputs.</summary>
    Barlow,

    /// <summary>Triplets in cosine similarity.</summary>
    Cosine,

    /// <summary>Triplets in dot product, the output layer held orthonormal.</summary>
    Orthonormal,
}
