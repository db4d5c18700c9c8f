using Semblance.Objectives.SpectralContrastive;

namespace Semblance.Objectives.Moco;

/// <summary>MoCo as the library describes it.</summary>
internal static class MocoMethod
{
    internal const string Name = "moco";

    internal static Method Method { get; } = new()
    {
        Name = Name,
        Summary = "Contrastive learning against a queue of keys that a slowly following network made: many negatives with small batches.",
        Source = "He, Fan, Wu, Xie, Girshick, Momentum Contrast for Unsupervised Visual Representation Learning, CVPR 2020, equation 1 and algorithm 1; head and temperature of Chen, Fan, Girshick, He 2020 (version 2)",
        OptionsType = typeof(MocoOptions),
        Create = (options, context) => new MocoObjective((MocoOptions)options, context),
        Optimum = _ => SoftmaxSurrogate.Optimum(),
        Head = "mlp:hidden=2048,out=128,norm=none",
        TargetMomentum = (options, _) => ((MocoOptions)options).Momentum,
    };
}
