using Semblance.Networks.Layers;
using Semblance.Tensors;

namespace Semblance.Networks.Decoders;

/// <summary>Linear and fully connected decoders: all numbers of a sample at once.</summary>
internal sealed class VectorDecoder : Decoder
{
    private readonly Sequential _layers;

    private VectorDecoder(string spec, int latentDim, SampleSize output, IEnumerable<Module> layers)
        : base(spec, latentDim, output) => _layers = AddChild("layers", new Sequential(layers));

    internal static VectorDecoder Linear(LinearDecoderOptions options, int latentDim, SampleSize output, Rng rng) => new(
        Specification.Text("linear", options), latentDim, output, [new Linear(latentDim, checked((int)output.Count), rng, options.Bias)]);

    internal static VectorDecoder Mlp(MlpDecoderOptions options, int latentDim, SampleSize output, Rng rng)
    {
        var layers = new List<Module>();
        var last = latentDim;
        foreach (var size in Specification.Sizes(options.Hidden, "hidden", "decoder 'mlp'"))
        {
            layers.Add(new Linear(last, size, rng, bias: options.Norm == "none"));
            if (options.Norm == "batch") layers.Add(new BatchNorm1d(size));
            layers.Add(new Relu(inPlace: true));
            last = size;
        }

        layers.Add(new Linear(last, checked((int)output.Count), rng));
        return new VectorDecoder(Specification.Text("mlp", options), latentDim, output, layers);
    }

    private protected override Tensor Decode(Tensor latent)
    {
        using var scope = new TensorScope();
        var rows = _layers.Forward(latent);
        return scope.Return(Output.IsImage ? rows.Reshape(rows.Size(0), Output.Channels, Output.Height, Output.Width) : rows);
    }
}
