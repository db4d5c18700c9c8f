using Semblance.Options;

namespace Semblance.Pairs.Relations;

/// <summary>Options of a Gaussian (RBF) relation exp(-|x - x'|^2 / (2 t)).</summary>
public sealed record GaussianOptions
{
    /// <summary>t, in squared units of the features; 0 for the median of the squared distances of related rows. Default 0.</summary>
    [Option("bandwidth", "Bandwidth t of exp(-|x - x'|^2 / (2 t)); 0: the median squared distance of related rows.", Min = 0)]
    public double Bandwidth { get; init; }

    /// <summary>Relate only rows of which one is among the k nearest of the other; 0 for no such limit. Default 0.</summary>
    [Option("neighbours", "Relate only rows of which one is among the k nearest of the other; 0: no such limit.", Min = 0)]
    public int Neighbours { get; init; }

    /// <summary>Relate only rows at most this far apart, in units of the features; 0 for no such limit. Default 0.</summary>
    [Option("radius", "Relate only rows at most this far apart; 0: no such limit.", Min = 0)]
    public double Radius { get; init; }
}
