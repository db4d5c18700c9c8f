using Semblance.Numerics;

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

    /// <summary>How many dimensions the embedding would have if its singular values, the square roots of <see cref="Variances"/>, were read by RankMe; 0 for a collapsed one.</summary>
    /// <remarks>The embedding is centred for methods that centre; <see cref="EffectiveRank"/> of its rows is then the same.</remarks>
    public double RankMe => EffectiveRank.OfSpectrum([.. Variances.Where(v => v > 0).Select(Math.Sqrt)]);

    /// <summary>Makes the rotation that the optimum needs; null where the axes may be the directions themselves.</summary>
    internal Func<Matrix>? Mixing { get; init; }

    /// <summary>The rotation into the dimensions of the embedding, [min(directions, dim), dim], rows orthonormal: with unit-variance directions in the columns of
    /// U the optimum is U diag(sqrt(variances)) rotation. Null where none is needed: direction k is then dimension k and further dimensions are 0.</summary>
    /// <remarks>The same every time. Cost up to O(dim^2 * directions).</remarks>
    public Matrix? Rotation() => Mixing?.Invoke();
}
