namespace Semblance.Objectives.Spectral;

/// <summary>What a method's optimum keeps of each canonical direction.</summary>
/// <param name="Variances">Variance of the embedding along each direction, [directions] as given; not negative, at most dim of them positive.</param>
/// <param name="Loss">The method's loss at this optimum by formula.</param>
/// <param name="EqualVariances">True when the optimum also needs every dimension of the embedding to have the same variance, by a rotation.</param>
/// <param name="Warnings">What a user should know, one sentence each; empty when there is nothing.</param>
public sealed record FilteredSpectrum(double[] Variances, double Loss, bool EqualVariances, IReadOnlyList<string> Warnings)
{
    /// <summary>Number of directions kept.</summary>
    public int Rank => Variances.Count(v => v > 0);
}
