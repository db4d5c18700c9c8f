using Semblance.Numerics;

namespace Semblance.Pairs.Moments;

/// <summary>The two second moments of pairs, which are all that linear features need: the total covariance of views and their cross-view covariance.</summary>
/// <remarks>Population moments (divided by the number of rows), float64. With views x, x' of one sample drawn from a symmetric pair distribution:
/// Mean = E x, Total = E (x - m)(x - m)', Cross = E (x - m)(x' - m)', symmetric.</remarks>
public sealed partial class PairMoments
{
    /// <summary>Number of features, d.</summary>
    public required int Dim { get; init; }

    /// <summary>Views of each sample, V; 2 for pairs.</summary>
    public required int Views { get; init; }

    /// <summary>Sum of the weights of the samples (of the pairs, for a pair list); their number when they have no weights.</summary>
    public required double Count { get; init; }

    /// <summary>Mean of all views, [d].</summary>
    public required double[] Mean { get; init; }

    /// <summary>Covariance of all views about the mean, [d, d].</summary>
    public required Matrix Total { get; init; }

    /// <summary>Cross-view covariance about the mean, averaged over ordered pairs of different views, symmetric, [d, d].</summary>
    public required Matrix Cross { get; init; }

    /// <summary>Moments with labels; null when no sample had one.</summary>
    public LabelMoments? Labels { get; init; }
}
