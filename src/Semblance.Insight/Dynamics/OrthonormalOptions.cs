using Semblance.Objectives.Dynamics;
using Semblance.Options;

namespace Semblance.Insight.Dynamics;

/// <summary>Options of the trace losses, under orthonormal weights or without a constraint.</summary>
public sealed record OrthonormalOptions
{
    /// <summary>Which loss; default <c>triplet</c>.</summary>
    [Option("loss", "triplet: dot products with a negative; dot: dot products of pairs alone; distance: half the squared distance of pairs.", Words = "triplet|dot|distance")]
    public string Loss { get; init; } = "triplet";

    internal PairLoss Kind => Loss switch { "dot" => PairLoss.DotProduct, "distance" => PairLoss.Distance, _ => PairLoss.Triplet };
}
