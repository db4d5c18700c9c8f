using System.Globalization;
using Semblance.Errors;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Synthetic;

/// <summary>Corners of the cube [-1, 1]^d of which the first signs survive augmentation and the other coordinates shrink at random.</summary>
/// <param name="dim">Coordinates, d.</param>
/// <param name="clean">Coordinates kept as they are, s.</param>
/// <param name="low">Lower end of the factors on the other coordinates.</param>
internal sealed class SignCube(int dim, int clean, double low)
{
    private const int LargestCluster = 20;

    internal int Dim => dim;

    /// <summary>pattern, sign-1 .. sign-s, parity, spurious and, of small cubes, cluster.</summary>
    internal IReadOnlyList<SyntheticFactor> Factors { get; } =
    [
        new("pattern", 1 << Math.Min(clean, LargestCluster)),
        .. Enumerable.Range(1, clean).Select(k => new SyntheticFactor(string.Create(CultureInfo.InvariantCulture, $"sign-{k}"), 2)),
        new("parity", 2),
        new("spurious", 2),
        .. dim <= LargestCluster ? new[] { new SyntheticFactor("cluster", 1 << dim) } : [],
    ];

    internal static void Check(int dim, int clean, string owner)
    {
        if (clean < dim) return;
        throw new RequestException($"the clean coordinates of synthetic data '{owner}' leave none to augment", $"got clean={clean} of dim={dim}", "give clean below dim");
    }

    /// <summary>Draws signs, [d].</summary>
    internal void Sample(ref Draws draws, Span<double> signs, Span<int> factors)
    {
        for (var k = 0; k < dim; k++) signs[k] = draws.Sign();
        var at = 0;
        factors[at++] = Bits(signs[..Math.Min(clean, LargestCluster)]);
        for (var k = 0; k < clean; k++) factors[at++] = signs[k] > 0 ? 1 : 0;
        var parity = 1.0;
        foreach (var sign in signs[..clean]) parity *= sign;
        factors[at++] = parity > 0 ? 1 : 0;
        factors[at++] = signs[dim - 1] > 0 ? 1 : 0;
        if (dim <= LargestCluster) factors[at] = Bits(signs);
    }

    /// <summary>Multiplies each spurious coordinate by its own factor from (low, 1].</summary>
    internal void View(ref Draws draws, ReadOnlySpan<double> signs, Span<double> view)
    {
        signs.CopyTo(view);
        for (var k = clean; k < dim; k++) view[k] *= 1 - ((1 - low) * draws.Unit());
    }

    private static int Bits(ReadOnlySpan<double> signs)
    {
        var bits = 0;
        for (var k = 0; k < signs.Length; k++) bits |= signs[k] > 0 ? 1 << k : 0;
        return bits;
    }
}
