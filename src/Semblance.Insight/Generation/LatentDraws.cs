using Semblance.Objectives.Generative;
using Semblance.Tensors;

namespace Semblance.Insight.Generation;

/// <summary>Draws latent vectors from the prior of a generative run.</summary>
/// <remarks>Normal content: psi ~ N(0, between), z ~ N(psi, within). Where content is uniform its density is improper; the normal one with the moments of the embeddings of real samples takes its
/// place. A plain VAE has z ~ N(0, I): no content apart from z.</remarks>
internal sealed class LatentDraws
{
    private readonly Tensor _mean, _deviation;

    private LatentDraws(Tensor mean, Tensor deviation, double style) => (_mean, _deviation, Style) = (mean, deviation, style);

    /// <summary>Standard deviation of style.</summary>
    internal double Style { get; }

    /// <summary>From the prior.</summary>
    /// <param name="model">Its parts.</param>
    /// <param name="views">Views of the training.</param>
    /// <param name="embeddings">Embeddings of real samples, [rows, dim], for densities that are improper.</param>
    internal static LatentDraws Of(IGenerativeModel model, int views, Tensor embeddings)
    {
        var dim = embeddings.Size(1);
        var (within, between) = model.Spread(views);
        if (between is { } b) return new LatentDraws(Tensor.Zeros([dim]), Tensor.Full([dim], Math.Sqrt(b)), Math.Sqrt(within));
        return model.IsGrouped
            ? new LatentDraws(embeddings.Mean(0), embeddings.Variance(0).Sqrt(), Math.Sqrt(within))
            : new LatentDraws(Tensor.Zeros([dim]), Tensor.Zeros([dim]), Math.Sqrt(within));
    }

    /// <summary>Content vectors, [rows, dim].</summary>
    internal Tensor Contents(Rng rng, long rows) => _mean + (_deviation * Tensor.RandomNormal(rng, [rows, _mean.Size(0)]));

    /// <summary>A latent vector about each content vector.</summary>
    internal Tensor About(Rng rng, Tensor contents) => contents + (Tensor.RandomNormal(rng, [.. contents.Shape]) * Style);
}
