using Semblance.Tensors;

namespace Semblance.Objectives.Generative;

/// <summary>Normal distributions with independent dimensions, one for each row: what the encoder says of the latent vector of a view.</summary>
/// <param name="Mean">[batch, dim].</param>
/// <param name="LogVariance">[batch, dim].</param>
internal sealed record Posterior(Tensor Mean, Tensor LogVariance)
{
    /// <summary>[batch, dim].</summary>
    internal Tensor Variance { get; } = LogVariance.Exp();

    /// <summary>Entropy of each row in nats, [batch]: 1/2 sum (log variance + 1 + log 2 pi).</summary>
    internal Tensor Entropy => LogVariance.Sum(1) * 0.5 + (0.5 * Mean.Size(1) * (1 + Math.Log(2 * Math.PI)));

    /// <summary>The entropy as the first released SimVAE code has it, without log 2 pi: 1/2 sum (log variance + 1), [batch].</summary>
    internal Tensor ReleasedEntropy => LogVariance.Sum(1) * 0.5 + (0.5 * Mean.Size(1));

    /// <summary>Divergence from N(0, I) of each row in nats, [batch].</summary>
    internal Tensor FromStandard => (Variance + Mean.Square() - LogVariance - 1.0).Sum(1) * 0.5;

    /// <summary>KL(this || other) of each row in nats, [batch].</summary>
    internal Tensor From(Posterior other) =>
        (other.LogVariance - LogVariance + ((Variance + (Mean - other.Mean).Square()) / other.Variance) - 1.0).Sum(1) * 0.5;

    /// <summary>mean + deviation * noise, [batch, dim].</summary>
    internal Tensor Sample(Rng draws) => Mean + ((LogVariance * 0.5).Exp() * Tensor.RandomNormal(draws, [.. Mean.Shape], Mean.ElementType));
}
