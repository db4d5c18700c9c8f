using Semblance.Tensors;

namespace Semblance.Objectives.Spectral.Features;

/// <summary>A fixed map from samples to features in which the optimal encoder is linear.</summary>
public interface IFeatureMap
{
    /// <summary>What it is, in words that <c>solve</c> understands: <c>linear</c>, <c>rbf:2</c>, <c>rbf:2,landmarks=500</c>, <c>fourier:1024,2</c>.</summary>
    string Name { get; }

    /// <summary>Columns of a sample, d.</summary>
    int InputDim { get; }

    /// <summary>Number of features, p.</summary>
    int Dim { get; }

    /// <summary>The features of some rows, [rows, d] -> [rows, p], float64; lives in the scope of the caller.</summary>
    /// <param name="rows">Samples, [rows, d], float64.</param>
    Tensor Map(Tensor rows);

    /// <summary>The arrays that the map consists of, by name; tensors live in the scope of the caller.</summary>
    IReadOnlyList<KeyValuePair<string, Tensor>> State();
}
