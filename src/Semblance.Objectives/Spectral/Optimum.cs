namespace Semblance.Objectives.Spectral;

/// <summary>A method's closed form with the moments it works on.</summary>
/// <param name="Filter">The filter on the canonical spectrum.</param>
public sealed record Optimum(ISpectralFilter Filter)
{
    /// <summary>Whether moments are taken about the mean; the spectral contrastive family does not. Default true.</summary>
    public bool IsCentred { get; init; } = true;

    /// <summary>Share of pairs that come from labels instead of views, in [0, 1]: 1 for supervised methods, between for a joint loss. Default 0.</summary>
    public double LabelShare { get; init; }

    /// <summary>What this stands in for where the method itself has no closed form; null when it is the method's own optimum.</summary>
    public string? Surrogate { get; init; }

    /// <summary>How a graph without features is read. False: its entries are a distribution of pairs, so that rows count by their degree. True: rows count alike and entries are
    /// summed as they are, (1 / n) sum_ij G_ij |z_i - z_j|^2, as Balestriero and LeCun 2022 write VICReg. Both agree where every degree is 1. Default false.</summary>
    public bool CountsRowsAlike { get; init; }
}
