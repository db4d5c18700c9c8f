using Semblance.Objectives.Spectral;

namespace Semblance.Objectives.VicReg;

/// <summary>VICReg in small batches as the library describes it.</summary>
internal static class VicRegMinibatchForm
{
    internal static ClosedForm Form { get; } = new(
        "vicreg-minibatch",
        "What VICReg with squared variance term learns in small batches, whose covariances are noisy: a shrunken spectrum.",
        "Derived from the second moments of a sample covariance of Gaussian rows; compared with stochastic gradient descent",
        typeof(VicRegMinibatchOptions),
        options => new Optimum(Filter((VicRegMinibatchOptions)options)) { CountsRowsAlike = true });

    private static SquaredVicRegFilter Filter(VicRegMinibatchOptions options) => new(options.Invariance, options.Variance, options.Covariance, options.Batch - 1);
}
