using Semblance.Objectives.Spectral;

namespace Semblance.Objectives.VicReg;

/// <summary>Chooses the closed form that belongs to the variance term.</summary>
internal static class VicRegFilter
{
    internal static ISpectralFilter Of(VicRegOptions options) => options.VarianceForm == "squared"
        ? new SquaredVicRegFilter(options.Invariance, options.Variance, options.Covariance)
        : new HingeVicRegFilter(options.Invariance, options.Variance, options.Covariance);
}
