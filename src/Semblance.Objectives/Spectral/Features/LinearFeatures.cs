using Semblance.Tensors;

namespace Semblance.Objectives.Spectral.Features;

/// <summary>The samples' own columns.</summary>
/// <param name="dim">Columns, d.</param>
internal sealed class LinearFeatures(int dim) : IFeatureMap
{
    internal const string Word = "linear";

    public string Name => Word;

    public int InputDim => dim;

    public int Dim => dim;

    public Tensor Map(Tensor rows) => rows;

    public IReadOnlyList<KeyValuePair<string, Tensor>> State() => [];
}
