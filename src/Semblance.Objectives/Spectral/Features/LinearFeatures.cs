using Semblance.Tensors;

namespace Semblance.Objectives.Spectral.Features;

/// <summary>The samples' own columns.</summary>
/// <param name="dim">Columns, d.</param>
public sealed class LinearFeatures(int dim) : IFeatureMap
{
    /// <summary>Its name.</summary>
    public const string Word = "linear";

    /// <inheritdoc/>
    public string Name => Word;

    /// <inheritdoc/>
    public int InputDim => dim;

    /// <inheritdoc/>
    public int Dim => dim;

    /// <inheritdoc/>
    public Tensor Map(Tensor rows) => rows;

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, Tensor>> State() => [];
}
