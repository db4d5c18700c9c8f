using Semblance.Errors;
using Semblance.Options;
using Semblance.Tensors;

namespace Semblance.Networks.Encoders;

/// <summary>The encoders by name.</summary>
public static class Encoders
{
    private static readonly Kind[] Kinds =
    [
        new("linear", "One linear layer on all pixels.", typeof(LinearOptions), (o, i, r) => VectorEncoder.Linear((LinearOptions)o, i.Count, r)),
        new("mlp", "Fully connected layers on all pixels.", typeof(MlpOptions), (o, i, r) => VectorEncoder.Mlp((MlpOptions)o, i.Count, r)),
        new("cnn", "A small convolutional network for images of about 28 pixels, made for speed on a processor.", typeof(CnnOptions), (o, i, r) => new CnnEncoder((CnnOptions)o, i.Channels, r)),
        new("resnet18", "Residual network of 18 layers (He et al. 2015).", typeof(ResNetOptions), (o, i, r) => ResNetEncoder.Basic18((ResNetOptions)o, i, r)),
        new("resnet50", "Residual network of 50 layers with bottlenecks (He et al. 2015).", typeof(ResNetOptions), (o, i, r) => ResNetEncoder.Bottleneck50((ResNetOptions)o, i, r)),
    ];

    /// <summary>Every encoder with its options.</summary>
    public static IReadOnlyList<NetworkDescription> Known => [.. Kinds.Select(k => new NetworkDescription(k.Name, k.Summary, OptionSet.Describe(k.Options)))];

    /// <summary>Makes an encoder with freshly drawn weights.</summary>
    /// <param name="spec">Name and options: <c>resnet18:width=0.25,stem=cifar</c>; options left out have their defaults.</param>
    /// <param name="channels">Channels of the images, >= 1; for vectors their length.</param>
    /// <param name="height">Rows of pixels, >= 1; 1 for vectors.</param>
    /// <param name="width">Columns of pixels, >= 1; 1 for vectors.</param>
    /// <param name="rng">Draws the weights.</param>
    /// <exception cref="RequestException">An unknown encoder or option, a value out of range, an empty image.</exception>
    public static Encoder Create(string spec, int channels, int height, int width, Rng rng)
    {
        var (kind, options) = Read(spec);
        if (channels < 1 || height < 1 || width < 1) throw new RequestException($"encoder '{spec}' needs images", $"got {channels} channels of {height} x {width} pixels", "check the data set");
        return kind.Create(options, new EncoderInput(channels, height, width), rng);
    }

    /// <summary>Checks a specification without making the network.</summary>
    /// <exception cref="RequestException">An unknown encoder or option, or a value out of range.</exception>
    public static void Validate(string spec) => Read(spec);

    private static (Kind Kind, object Options) Read(string spec)
    {
        var parsed = Specification.Parse(spec, "encoder");
        var kind = Kinds.FirstOrDefault(k => k.Name == parsed.Name) ?? throw Suggestion.Unknown("encoder", parsed.Name, Kinds.Select(k => k.Name));
        return (kind, OptionSet.Read(kind.Options, parsed.Values, $"encoder '{kind.Name}'"));
    }

    private sealed record Kind(string Name, string Summary, Type Options, Func<object, EncoderInput, Rng, Encoder> Create);
}
