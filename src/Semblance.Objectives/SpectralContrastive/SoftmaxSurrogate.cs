using Semblance.Objectives.Spectral;

namespace Semblance.Objectives.SpectralContrastive;

/// <summary>The spectral contrastive optimum in place of that of a softmax loss on cosines.</summary>
/// <remarks>HaoChen et al. 2021, section 3; for labels and the joint loss Xue et al. 2023, lemma B.2: the positive moment of the joint loss is
/// weight * labels' + (1 - weight) * views'.</remarks>
internal static class SoftmaxSurrogate
{
    internal static Optimum Optimum(double labelShare = 0) => new(new SpectralContrastiveFilter(new SpectralContrastiveOptions()))
    {
        IsCentred = false,
        LabelShare = labelShare,
        Surrogate = "the spectral contrastive loss on the same pairs: squared similarities for the softmax, without scaling rows to length 1; "
            + "the softmax loss on cosines has no closed form, and its temperature has no counterpart here",
    };
}
