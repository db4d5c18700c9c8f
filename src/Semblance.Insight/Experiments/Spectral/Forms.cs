using System.Globalization;
using Semblance.Objectives;
using Semblance.Objectives.Spectral;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>The product's closed forms in the units of the paper: coefficients of sums over dimensions, where the product divides by the dimension.</summary>
internal static class Forms
{
    /// <summary>alpha |Cov - I|^2 + 2 gamma tr(Z' L Z) / n with alpha 1 and gamma = ratio.</summary>
    internal static Optimum SquaredVicReg(double ratio, int dim) =>
        Of("vicreg", ("variance-form", "squared"), ("invariance", Text(ratio * dim)), ("variance", Text(dim)), ("covariance", Text(dim / 2.0))) with { CountsRowsAlike = true };

    /// <summary>alpha sum max(0, 1 - deviation) + beta |off-diagonal|^2 + 2 gamma tr(Z' L Z) / n.</summary>
    internal static Optimum HingeVicReg(double alpha, double beta, double gamma, int dim) =>
        Of("vicreg", ("invariance", Text(gamma * dim)), ("variance", Text(alpha * dim)), ("covariance", Text(beta * dim / 2))) with { CountsRowsAlike = true };

    /// <summary>VICReg with squared variance term in batches, alpha = beta = 1.</summary>
    internal static Optimum BatchVicReg(double ratio, int dim, int batch) =>
        Of("vicreg-minibatch", ("invariance", Text(ratio * dim)), ("variance", Text(dim)), ("covariance", Text(dim / 2.0)), ("batch", Text(batch)));

    internal static Optimum SpectralContrastive() => Of("spectral");

    internal static Optimum BarlowTwins(double offDiagonal) => Of("barlow-twins", ("off-diagonal", Text(offDiagonal)));

    internal static Optimum Whitening() => Of("whitening");

    internal static Optimum Supervised() => Of("supervised");

    private static Optimum Of(string name, params (string Name, string Value)[] options) => Optima.Create(name, options.Select(o => KeyValuePair.Create(o.Name, o.Value)));

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
