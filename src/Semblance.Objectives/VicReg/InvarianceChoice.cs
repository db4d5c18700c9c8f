using Semblance.Errors;
using Semblance.Objectives.Spectral;

namespace Semblance.Objectives.VicReg;

/// <summary>Inverse questions to VICReg with squared variance term: which invariance weight gives a wanted spectrum.</summary>
/// <remarks>For variance &lt;= 2 covariance direction k has variance (1 - r (1 - rho_k))_+ with r = invariance / variance, so r = 1 / (1 - rho_k) drops it.
/// Above, the spectrum is shared out over dimensions of equal variance and a direction falls earlier, by its distance from those before it.</remarks>
public static class InvarianceChoice
{
    /// <summary>The least invariance weight at which a direction is dropped; infinite for a direction whose views are always equal.</summary>
    /// <param name="spectrum">Canonical correlations, descending, in [-1, 1].</param>
    /// <param name="direction">Which of them, from 0, below dim.</param>
    /// <param name="dim">Size of the embedding, at least 1.</param>
    /// <param name="options">The other weights; invariance and form are not read.</param>
    /// <exception cref="RequestException">A direction that the embedding has no room for, or variance weight 0.</exception>
    public static double Dropping(IReadOnlyList<double> spectrum, int direction, int dim, VicRegOptions options)
    {
        var used = Direction.Used(spectrum, dim);
        if (direction < 0 || direction >= used.Length) throw new RequestException("no such direction in the embedding", $"got {direction}", $"give 0 to {used.Length - 1}");
        if (options.Variance == 0) throw new RequestException("without variance term nothing is kept at any invariance", "variance is 0", "give variance > 0");
        return Filter(options).Dropping(spectrum, direction, dim);
    }

    /// <summary>The invariance weights, above lowest and below highest, that keep exactly a number of directions.</summary>
    /// <param name="spectrum">Canonical correlations, descending, in [-1, 1].</param>
    /// <param name="rank">Directions to keep, 1 to min(dim, directions).</param>
    /// <param name="dim">Size of the embedding, at least 1.</param>
    /// <param name="options">The other weights; invariance and form are not read.</param>
    /// <exception cref="RequestException">No weight does that: a rank out of range, or a tie with the next direction.</exception>
    public static InvarianceRange ForRank(IReadOnlyList<double> spectrum, int rank, int dim, VicRegOptions options)
    {
        var most = Math.Min(spectrum.Count, dim);
        if (rank < 1 || rank > most) throw new RequestException("no such rank of the embedding", $"got {rank}", $"give 1 to {most}");
        var highest = Dropping(spectrum, rank - 1, dim, options);
        var lowest = rank == most ? 0 : Dropping(spectrum, rank, dim, options);
        if (lowest < highest) return new InvarianceRange(lowest, highest);
        throw new RequestException($"no invariance weight keeps exactly {rank} directions", $"directions {rank} and {rank + 1} both have correlation {spectrum[rank]:R}", "ask for a rank beside the tie");
    }

    private static SquaredVicRegFilter Filter(VicRegOptions options) => new(0, options.Variance, options.Covariance);
}
