using Semblance.Objectives.Dynamics;
using Semblance.Objectives.Spectral;

namespace Semblance.Objectives.BarlowTwins;

/// <summary>Barlow Twins as the library describes it.</summary>
internal static class BarlowTwinsMethod
{
    internal const string Name = "barlow-twins";

    internal static Method Method { get; } = new()
    {
        Name = Name,
        Summary = "The same dimension of two views is correlated, different dimensions are not; no negatives.",
        Source = "Zbontar, Jing, Misra, LeCun, Deny, Barlow Twins: Self-Supervised Learning via Redundancy Reduction, ICML 2021, equations 1 and 2",
        OptionsType = typeof(BarlowTwinsOptions),
        Create = (options, _) => new BarlowTwinsObjective((BarlowTwinsOptions)options),
        Optimum = options => new Optimum(new BarlowTwinsFilter(((BarlowTwinsOptions)options).OffDiagonal)),
        Flow = options => ((BarlowTwinsOptions)options).OffDiagonal is var weight && weight == 1 ? new BarlowTwinsFlow() : new BarlowTwinsEquation { OffDiagonal = weight },
        Head = "mlp:hidden=8192x8192,out=8192,last-bias=false",
    };
}
