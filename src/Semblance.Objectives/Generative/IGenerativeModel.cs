using Semblance.Tensors;

namespace Semblance.Objectives.Generative;

/// <summary>The trained parts of a generative method: from representations to posteriors, from latent vectors to samples.</summary>
public interface IGenerativeModel
{
    /// <summary>Specification of the decoder, with all options.</summary>
    string Decoder { get; }

    /// <summary>Whether the prior knows of groups, so that content and style are told apart.</summary>
    bool IsGrouped { get; }

    /// <summary>Log variance of the posterior, whose mean is the embedding: representations [batch, features] -> [batch, dim].</summary>
    Tensor LogVariance(Tensor representation);

    /// <summary>The mean sample of latent vectors [batch, dim]: pixels in [0, 1], [batch, channels, height, width], or vectors [batch, length].</summary>
    Tensor Decode(Tensor latent);

    /// <summary>Variance of a latent vector about its content and of content, in each dimension; content is null where its density is uniform or
    /// the views of a sample are independent.</summary>
    /// <param name="views">Views in a group, >= 1.</param>
    (double Within, double? Between) Spread(int views);
}
