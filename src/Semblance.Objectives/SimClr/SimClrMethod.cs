using Semblance.Objectives.Dynamics;
using Semblance.Objectives.SpectralContrastive;

namespace Semblance.Objectives.SimClr;

/// <summary>SimCLR as the library describes it.</summary>
internal static class SimClrMethod
{
    internal const string Name = "simclr";

    internal static Method Method { get; } = new()
    {
        Name = Name,
        Summary = "Contrastive learning: views of one sample attract, all other samples of the batch repel.",
        Source = "Chen, Kornblith, Norouzi, Hinton, A Simple Framework for Contrastive Learning of Visual Representations, ICML 2020, equation 1",
        OptionsType = typeof(SimClrOptions),
        Create = (options, _) => new SimClrObjective((SimClrOptions)options),
        Optimum = _ => SoftmaxSurrogate.Optimum(),
        Flow = options => new InfoNceFlow { Temperature = ((SimClrOptions)options).Temperature },
        Head = "mlp:hidden=2048,out=128",
    };
}
