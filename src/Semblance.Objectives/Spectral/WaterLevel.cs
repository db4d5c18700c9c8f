namespace Semblance.Objectives.Spectral;

/// <summary>The minimum over variances s >= 0 of own * sum s^2 + shared * (sum s)^2 - 2 sum gain_k s_k: a level that rises until each direction is worth no more.</summary>
/// <remarks>Stationary where s_k = (gain_k - shared * S)_+ / own with S = sum s, whose right side falls in S: one root. The active directions are those of
/// largest gain, so it is found exactly by taking them one after another. Convex for own > 0, shared >= 0.</remarks>
internal static class WaterLevel
{
    /// <summary>The minimiser, [directions].</summary>
    /// <param name="gains">Descending.</param>
    /// <param name="own">Weight of each square, above 0.</param>
    /// <param name="shared">Weight of the squared sum, at least 0.</param>
    internal static double[] Fill(double[] gains, double own, double shared)
    {
        var (sum, total) = (0.0, 0.0);
        for (var k = 0; k < gains.Length; k++)
        {
            // With the first k directions S = total; one more joins while its gain exceeds the level there.
            if (gains[k] <= shared * total) break;
            sum += gains[k];
            total = sum / (own + ((k + 1) * shared));
        }

        return [.. gains.Select(g => Math.Max(0, (g - (shared * total)) / own))];
    }
}
