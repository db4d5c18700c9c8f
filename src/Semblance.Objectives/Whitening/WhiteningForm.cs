using Semblance.Objectives.Spectral;

namespace Semblance.Objectives.Whitening;

/// <summary>Hard whitening as the library describes it.</summary>
internal static class WhiteningForm
{
    internal static ClosedForm Form { get; } = new(
        "whitening",
        "Views agree as well as they can while the covariance is the identity: canonical correlation analysis, Laplacian eigenmaps, VICReg at vanishing invariance.",
        "Hotelling, Relations Between Two Sets of Variates, 1936; Belkin, Niyogi, Laplacian Eigenmaps, 2003; Ermolov et al., Whitening for Self-Supervised Representation Learning, ICML 2021",
        typeof(WhiteningOptions),
        _ => new Optimum(new WhiteningFilter()));
}
