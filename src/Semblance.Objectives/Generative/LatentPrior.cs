using Semblance.Tensors;

namespace Semblance.Objectives.Generative;

/// <summary>The density of the latent vectors of one group of views, of the form exp(-energy - normaliser) with an energy of second degree.</summary>
/// <remarks>Because the energy is of second degree, at any stationary point of a model whose decoder begins with a linear layer its mean over groups is
/// views * dim / 2 (times the entropy's weight): scaling the latent vectors by c changes entropy by views * dim * log c and energy by c squared, and the
/// decoder can undo it.</remarks>
internal abstract class LatentPrior
{
    /// <summary>Energy of each group, [batch].</summary>
    /// <param name="points">Latent vectors, or means of the posteriors, one tensor [batch, dim] for each view.</param>
    /// <param name="variances">Variances of the posteriors, likewise: the energy is then its expectation; null for given vectors.</param>
    internal abstract Tensor Energy(IReadOnlyList<Tensor> points, IReadOnlyList<Tensor>? variances);

    /// <summary>What the energy lacks to be minus the log density, in nats a group.</summary>
    internal abstract double Normaliser(int views, int dim);

    /// <summary>Variance of a latent vector about its content, and of content, in each dimension; content is null where its density is uniform.</summary>
    internal abstract (double Within, double? Between) Spread { get; }

    /// <summary>Squared distances of the views from their mean, summed over views, [batch]; null for priors that know no groups.</summary>
    internal virtual Tensor? Scatter(IReadOnlyList<Tensor> points, IReadOnlyList<Tensor>? variances) => null;

    /// <summary>Sum of the elements of each row over views, [batch].</summary>
    protected static Tensor Rows(IEnumerable<Tensor> tensors) => tensors.Select(t => t.Sum(1)).Aggregate((a, b) => a + b);
}
