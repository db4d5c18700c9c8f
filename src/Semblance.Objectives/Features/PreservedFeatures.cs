namespace Semblance.Objectives.Features;

/// <summary>What a spectral loss keeps of independent features.</summary>
/// <param name="Eigenvalues">How much of each feature pairs share under the loss, [features].</param>
/// <param name="Strengths">Length of W e for each feature, [features]; 0 for one that is suppressed.</param>
/// <param name="Loss">The smallest loss.</param>
public sealed record PreservedFeatures(double[] Eigenvalues, double[] Strengths, double Loss)
{
    /// <summary>Numbers of the features that are kept, ascending.</summary>
    public IReadOnlyList<int> Kept => [.. Enumerable.Range(0, Strengths.Length).Where(k => Strengths[k] > 0)];
}
