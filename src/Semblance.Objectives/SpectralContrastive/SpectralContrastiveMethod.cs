using Semblance.Objectives.Dynamics;
using Semblance.Objectives.Spectral;

namespace Semblance.Objectives.SpectralContrastive;

/// <summary>The spectral contrastive loss as the library describes it.</summary>
internal static class SpectralContrastiveMethod
{
    internal const string Name = "spectral";

    internal static Method Method { get; } = new()
    {
        Name = Name,
        Summary = "Contrastive learning by squared similarities: its optimum is the spectral embedding of the pairs' graph.",
        Source = "HaoChen, Wei, Gaidon, Ma, Provable Guarantees for Self-Supervised Deep Learning with Spectral Contrastive Loss, NeurIPS 2021, equation 6 and algorithm 1",
        OptionsType = typeof(SpectralContrastiveOptions),
        Create = (options, _) => new SpectralContrastiveObjective((SpectralContrastiveOptions)options),
        Optimum = options => new Optimum(new SpectralContrastiveFilter((SpectralContrastiveOptions)options)) { IsCentred = false },
        Flow = _ => new SpectralContrastiveFlow(),
        Head = "mlp:hidden=1000,out=1000,last-norm=batch",
    };
}
