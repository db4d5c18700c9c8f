using Semblance.Errors;

namespace Semblance.Objectives.Spectral;

/// <summary>The canonical directions that a filter may use.</summary>
internal static class Direction
{
    /// <summary>The largest min(directions, dim) correlations, after a check of the whole request.</summary>
    /// <exception cref="RequestException">No direction, dim below 1, a value that is not finite, not descending or above 1 by more than rounding.</exception>
    internal static double[] Used(IReadOnlyList<double> spectrum, int dim)
    {
        if (dim < 1) throw new RequestException("an embedding needs at least one dimension", $"got dim {dim}", "give dim >= 1");
        if (spectrum.Count == 0) throw new RequestException("an optimum needs at least one direction", "the spectrum is empty", "give features that vary");
        for (var k = 0; k < spectrum.Count; k++)
        {
            if (double.IsFinite(spectrum[k]) && spectrum[k] <= 1 + 1e-6 && (k == 0 || spectrum[k] <= spectrum[k - 1] + 1e-12)) continue;
            throw new RequestException(
                "a spectrum holds canonical correlations in descending order, at most 1", $"value {k} is {spectrum[k]:R}{(k > 0 ? $" after {spectrum[k - 1]:R}" : "")}", "sort it, and check that both moments come from the same pairs");
        }

        return [.. spectrum.Take(dim)];
    }

    /// <summary>Variances of all directions from those of the first few.</summary>
    internal static double[] Padded(double[] variances, int directions)
    {
        var all = new double[directions];
        variances.CopyTo(all, 0);
        return all;
    }
}
