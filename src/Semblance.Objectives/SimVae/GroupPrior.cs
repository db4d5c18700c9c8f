using Semblance.Errors;
using Semblance.Objectives.Generative;
using Semblance.Tensors;

namespace Semblance.Objectives.SimVae;

/// <summary>Views of one sample scatter about a common content vector, which is integrated out: p(z1..zJ) = int p(psi) prod_j N(zj; psi, within I) dpsi.</summary>
/// <remarks>Bizeul, Schoelkopf and Allen 2024, section 3; the marginal for psi ~ N(0, between I) is
/// -1/2 [W / within + J |mean|^2 / (within + J between)] - d/2 [(J - 1) log within + log(within + J between) + J log 2 pi] with W = sum_j |zj - mean|^2.
/// The paper's code has -W / (2 within) - |mean|^2 / 2, which is this with between = 1 - within / J.</remarks>
/// <param name="within">Variance of p(z | y) in each dimension, > 0: the spread of style.</param>
/// <param name="between">Variance of content in each dimension, > 0; null for the improper uniform density.</param>
internal sealed class GroupPrior(double within, double? between) : LatentPrior
{
    /// <summary>The spread of style.</summary>
    internal double Within { get; } = Positive(within, nameof(within));

    /// <summary>The spread of content; null where it is uniform.</summary>
    internal double? Between { get; } = between is { } b ? Positive(b, nameof(between)) : null;

    internal override (double Within, double? Between) Spread => (Within, Between);

    /// <summary>The variance of content that makes the released code's prior the exact marginal: 1 - within / J.</summary>
    internal static double ReleasedBetween(double within, int views) => 1 - (within / views);

    /// <summary>W of each group, [batch]; its expectation under posteriors where variances are given: sum_j |mean_j - mean|^2 + (1 - 1/J) sum_j tr S_j.</summary>
    internal override Tensor Scatter(IReadOnlyList<Tensor> points, IReadOnlyList<Tensor>? variances)
    {
        var centre = Centre(points);
        var scatter = Rows(points.Select(z => (z - centre).Square()));
        return variances is null ? scatter : scatter + (Rows(variances) * (1 - (1.0 / points.Count)));
    }

    /// <summary>Squared length of each group's mean, [batch]; its expectation where variances are given: |mean|^2 + (1/J^2) sum_j tr S_j.</summary>
    internal static Tensor CentreSquare(IReadOnlyList<Tensor> points, IReadOnlyList<Tensor>? variances)
    {
        var square = Centre(points).Square().Sum(1);
        return variances is null ? square : square + (Rows(variances) * (1.0 / (points.Count * points.Count)));
    }

    internal override Tensor Energy(IReadOnlyList<Tensor> points, IReadOnlyList<Tensor>? variances)
    {
        var pull = Scatter(points, variances) * (0.5 / Within);
        return Between is not { } b ? pull : pull + (CentreSquare(points, variances) * (0.5 * points.Count / (Within + (points.Count * b))));
    }

    /// <summary>For the uniform density of content, the constant of that density is left out.</summary>
    internal override double Normaliser(int views, int dim)
    {
        if (Between is not { } b) return 0.5 * dim * (views - 1) * Math.Log(2 * Math.PI * Within);
        return 0.5 * dim * (((views - 1) * Math.Log(Within)) + Math.Log(Within + (views * b)) + (views * Math.Log(2 * Math.PI)));
    }

    private static Tensor Centre(IReadOnlyList<Tensor> points) => points.Aggregate((a, b) => a + b) * (1.0 / points.Count);

    private static double Positive(double value, string name) => value > 0
        ? value
        : throw new RequestException(FormattableString.Invariant($"the group prior needs a variance '{name}' above 0"), FormattableString.Invariant($"got {value}"), name == "between" ? "give --set between=..., or within below the number of views" : "give --set within=0.15, for example");
}
