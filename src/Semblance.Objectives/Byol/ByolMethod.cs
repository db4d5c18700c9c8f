using Semblance.Networks.Schedules;
using Semblance.Objectives.Distillation;

namespace Semblance.Objectives.Byol;

/// <summary>BYOL as the library describes it.</summary>
/// <remarks>Grill et al. 2020, equation 2 with both directions added: 4 - 4 mean cosine for two views. More than two views: twice the mean of
/// 2 - 2 cosine over ordered pairs of different views.</remarks>
internal static class ByolMethod
{
    internal const string Name = "byol";

    internal static Method Method { get; } = new()
    {
        Name = Name,
        Summary = "One view predicts another as a slowly following copy of the network sees it; no negatives.",
        Source = "Grill, Strub, Altche et al., Bootstrap Your Own Latent: A New Approach to Self-Supervised Learning, NeurIPS 2020, equation 2",
        OptionsType = typeof(ByolOptions),
        Create = (options, context) => new DistillationObjective(Name, context, ((ByolOptions)options).PredictorHidden, 4, -4),
        Head = "mlp:hidden=4096,out=256",
        TargetMomentum = (options, progress) => TargetMomentum.Cosine(((ByolOptions)options).Momentum, progress),
    };
}
