using Semblance.Objectives.Dynamics;
using Semblance.Objectives.Spectral;

namespace Semblance.Objectives.VicReg;

/// <summary>VICReg as the library describes it.</summary>
internal static class VicRegMethod
{
    internal const string Name = "vicreg";

    internal static Method Method { get; } = new()
    {
        Name = Name,
        Summary = "Views of one sample agree, every dimension varies over the batch, different dimensions are uncorrelated; no negatives.",
        Source = "Bardes, Ponce, LeCun, VICReg: Variance-Invariance-Covariance Regularization for Self-Supervised Learning, ICLR 2022, equations 1-6",
        OptionsType = typeof(VicRegOptions),
        Create = (options, _) => new VicRegObjective((VicRegOptions)options),
        Optimum = options => new Optimum(VicRegFilter.Of((VicRegOptions)options)) { CountsRowsAlike = true },
        Flow = options => new VicRegFlow { Invariance = ((VicRegOptions)options).Invariance / ((VicRegOptions)options).Variance },
        Head = "mlp:hidden=8192x8192,out=8192",
    };
}
