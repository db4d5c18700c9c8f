using Semblance.Errors;
using Semblance.Networks.Layers;
using Semblance.Tensors;

namespace Semblance.Networks.Encoders;

/// <summary>Linear and fully connected encoders: the whole image, or a vector, as one row.</summary>
internal sealed class VectorEncoder : Encoder
{
    private readonly Sequential _layers;
    private readonly long _features;

    internal VectorEncoder(string spec, int outputDim, long features, Sequential layers)
        : base(spec, outputDim)
    {
        _features = features;
        _layers = AddChild("layers", layers);
    }

    public override Tensor Forward(Tensor input)
    {
        using var scope = new TensorScope();
        var rows = input.Flatten(1);
        if (rows.Size(1) != _features)
        {
            throw new RequestException($"encoder '{Spec}' was made for {_features} numbers an item", $"got {input}", "give inputs of the size it was made for; only convolutional encoders take several sizes");
        }

        return scope.Return(_layers.Forward(rows));
    }

    internal static VectorEncoder Linear(LinearOptions options, long features, Rng rng) => new(
        Specification.Text("linear", options), options.Dim, features, new Sequential(Linears.Of(checked((int)features), options.Dim, rng, options.Bias, options.Orthonormal)));

    internal static VectorEncoder Mlp(MlpOptions options, long features, Rng rng)
    {
        var layers = new List<Module>();
        var last = checked((int)features);
        foreach (var size in Specification.Sizes(options.Hidden, "hidden", "encoder 'mlp'"))
        {
            layers.Add(new Linear(last, size, rng, bias: options.Norm == "none"));
            if (options.Norm == "batch") layers.Add(new BatchNorm1d(size));
            if (options.Norm == "layer") layers.Add(new LayerNorm(size));
            layers.Add(new Relu(inPlace: true));
            last = size;
        }

        layers.Add(new Linear(last, options.Dim, rng));
        if (options.LastRelu) layers.Add(new Relu(inPlace: true));
        return new(Specification.Text("mlp", options), options.Dim, features, new Sequential(layers));
    }
}
