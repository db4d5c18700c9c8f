namespace Semblance.Training.Loop;

/// <summary>Features of some samples.</summary>
/// <param name="Rows">Number of samples.</param>
/// <param name="RepresentationDim">Size of a representation.</param>
/// <param name="EmbeddingDim">Size of an embedding; 0 when it was not asked for.</param>
internal sealed record FeatureTable(int Rows, int RepresentationDim, int EmbeddingDim)
{
    /// <summary>[rows, representation dim], row-major.</summary>
    internal float[] Representation { get; } = new float[checked(Rows * RepresentationDim)];

    /// <summary>[rows, embedding dim], row-major.</summary>
    internal float[] Embedding { get; } = new float[checked(Rows * EmbeddingDim)];

    /// <summary>Class of each row, -1 where the data has none.</summary>
    internal long[] Labels { get; } = new long[Rows];
}
