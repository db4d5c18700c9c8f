using Semblance.Errors;
using Semblance.Options;
using Semblance.Tensors;

namespace Semblance.Networks.Decoders;

/// <summary>The decoders by name.</summary>
public static class Decoders
{
    /// <summary>The word for the decoder that mirrors the encoder.</summary>
    public const string Mirror = "mirror";

    private static readonly Kind[] Kinds =
    [
        new("linear", "One linear layer to all pixels.", typeof(LinearDecoderOptions), (o, d, s, r) => VectorDecoder.Linear((LinearDecoderOptions)o, d, s, r)),
        new("mlp", "Fully connected layers to all pixels.", typeof(MlpDecoderOptions), (o, d, s, r) => VectorDecoder.Mlp((MlpDecoderOptions)o, d, s, r)),
        new("cnn", "Small maps enlarged step by step by plain or residual blocks of transposed convolutions.", typeof(CnnDecoderOptions), (o, d, s, r) => new CnnDecoder((CnnDecoderOptions)o, d, s, r)),
    ];

    /// <summary>Every decoder with its options.</summary>
    public static IReadOnlyList<NetworkDescription> Known => [.. Kinds.Select(k => new NetworkDescription(k.Name, k.Summary, OptionSet.Describe(k.Options)))];

    /// <summary>Makes a decoder with freshly drawn weights.</summary>
    /// <param name="spec">Name and options: <c>mlp:hidden=256x512</c>; options left out have their defaults. Not <see cref="Mirror"/>: see <see cref="MirrorOf"/>.</param>
    /// <param name="latentDim">Numbers in a latent vector, >= 1.</param>
    /// <param name="output">Shape of a sample.</param>
    /// <param name="rng">Draws the weights.</param>
    /// <exception cref="RequestException">An unknown decoder or option, a value out of range, images asked of vectors.</exception>
    public static Decoder Create(string spec, int latentDim, SampleSize output, Rng rng)
    {
        var parsed = Specification.Parse(spec, "decoder");
        var kind = Kinds.FirstOrDefault(k => k.Name == parsed.Name) ?? throw Suggestion.Unknown("decoder", parsed.Name, [Mirror, .. Kinds.Select(k => k.Name)]);
        return kind.Create(OptionSet.Read(kind.Options, parsed.Values, $"decoder '{kind.Name}'"), latentDim, output, rng);
    }

    /// <summary>The specification of the decoder whose layers are those of an encoder in reverse.</summary>
    /// <param name="encoder">Canonical specification of the encoder.</param>
    /// <param name="latentDim">Numbers in a latent vector; where they are the encoder's own output it has no layer of its own.</param>
    /// <exception cref="RequestException">No decoder mirrors this encoder.</exception>
    public static string MirrorOf(string encoder, int latentDim) => EncoderMirror.Of(encoder, latentDim);

    private sealed record Kind(string Name, string Summary, Type Options, Func<object, int, SampleSize, Rng, Decoder> Create);
}
