using System.Globalization;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Objectives.Spectral.Features;

/// <summary>Coordinates along some orthonormal directions of the samples' columns, such as the leading principal ones.</summary>
/// <param name="directions">[d, p], orthonormal columns.</param>
public sealed class ProjectedFeatures(Matrix directions) : IFeatureMap
{
    /// <summary>First part of its name.</summary>
    public const string Word = "principal";

    /// <inheritdoc/>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Word}:{Dim}");

    /// <inheritdoc/>
    public int InputDim => directions.Rows;

    /// <inheritdoc/>
    public int Dim => directions.Columns;

    /// <inheritdoc/>
    public Tensor Map(Tensor rows)
    {
        using var scope = new TensorScope();
        return scope.Return(rows.MatMul(directions.ToTensor()));
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, Tensor>> State() => [new("directions", directions.ToTensor())];
}
