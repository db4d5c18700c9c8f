using Semblance.Networks;
using Semblance.Networks.Decoders;
using Semblance.Networks.Layers;
using Semblance.Tensors;

namespace Semblance.Objectives.Generative;

/// <summary>What a generative method learns besides encoder and head: the layer of the posterior's log variance, and the decoder.</summary>
internal sealed class GenerativeParts : Module
{
    private readonly Linear _logVariance;

    internal GenerativeParts(NetworkContext network, int latentDim, string decoder, Rng rng)
    {
        _logVariance = AddChild("log-variance", new Linear(network.RepresentationDim, latentDim, rng));
        var spec = decoder == Decoders.Mirror ? Decoders.MirrorOf(network.Encoder, latentDim) : decoder;
        Decoder = AddChild("decoder", Decoders.Create(spec, latentDim, network.Sample, rng));
    }

    internal Decoder Decoder { get; }

    /// <summary>Latent vectors [batch, dim] -> samples before the last nonlinearity.</summary>
    public override Tensor Forward(Tensor input) => Decoder.Forward(input);

    /// <summary>Representations [batch, features] -> log variances [batch, dim].</summary>
    internal Tensor LogVariance(Tensor representation) => _logVariance.Forward(representation);
}
