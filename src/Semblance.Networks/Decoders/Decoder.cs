using Semblance.Errors;
using Semblance.Tensors;

namespace Semblance.Networks.Decoders;

/// <summary>The network from a latent vector to a sample. Its first layer is linear, so that the scale of the latent vector is free.</summary>
/// <param name="spec">Its canonical specification, with all options.</param>
/// <param name="latentDim">Numbers in a latent vector.</param>
/// <param name="output">Shape of a sample.</param>
public abstract class Decoder(string spec, int latentDim, SampleSize output) : Module
{
    /// <summary>Numbers in a latent vector, >= 1.</summary>
    public int LatentDim { get; } = latentDim;

    /// <summary>Shape of a sample.</summary>
    public SampleSize Output { get; } = output;

    /// <summary>Name and every option; <see cref="Decoders.Create"/> makes the same architecture from it.</summary>
    public string Spec { get; } = spec;

    /// <summary>[batch, latent] -> [batch, channels, height, width], or [batch, length] for vectors; without the last nonlinearity.</summary>
    /// <exception cref="RequestException">Latent vectors of another size than it was made for.</exception>
    public sealed override Tensor Forward(Tensor input)
    {
        if (input.Rank != 2 || input.Size(1) != LatentDim)
        {
            throw new RequestException($"decoder '{Spec}' was made for latent vectors of {LatentDim} numbers", $"got {input}", "give what the run's own embedding layer gives");
        }

        return Decode(input);
    }

    /// <summary>The network itself, for a latent tensor of the right shape.</summary>
    private protected abstract Tensor Decode(Tensor latent);
}
