using Semblance.Objectives.SpectralContrastive;

namespace Semblance.Objectives.SupCon;

/// <summary>Supervised contrastive learning as the library describes it.</summary>
internal static class SupConMethod
{
    internal const string Name = "supcon";

    internal static Method Method { get; } = new()
    {
        Name = Name,
        Summary = "Contrastive learning with labels: all views of all samples of a class attract, other classes repel.",
        Source = "Khosla, Teterwak, Wang, Sarna, Tian, Isola, Maschinot, Liu, Krishnan, Supervised Contrastive Learning, NeurIPS 2020, equations 2 and 3",
        OptionsType = typeof(SupConOptions),
        Create = (options, _) => new SupConObjective((SupConOptions)options),
        Optimum = _ => SoftmaxSurrogate.Optimum(1),
        Head = "mlp:hidden=2048,out=128,norm=none",
        NeedsLabels = true,
    };
}
