using Semblance.Errors;
using Semblance.Networks.Layers;
using Semblance.Tensors;

namespace Semblance.Networks.Decoders;

/// <summary>Small maps from one linear layer, enlarged step by step to the image. Maps are cut on the right and below where the image's side is no multiple.</summary>
internal sealed class CnnDecoder : Decoder
{
    private readonly Linear _first;
    private readonly List<Sequential> _steps = [];
    private readonly Module _last;
    private readonly int[] _widths;
    private readonly (int Height, int Width)[] _sizes;

    internal CnnDecoder(CnnDecoderOptions options, int latentDim, SampleSize output, Rng rng)
        : base(Specification.Text("cnn", options), latentDim, output)
    {
        if (!output.IsImage) throw new RequestException("decoder 'cnn' makes images", $"the samples are vectors of {output}", "use decoder mlp or linear");
        _widths = Specification.Sizes(options.Widths, "widths", "decoder 'cnn'");
        var strides = Specification.Sizes(options.Strides, "strides", "decoder 'cnn'");
        if (strides.Length != _widths.Length)
        {
            throw new RequestException("decoder 'cnn' needs one stride for each width", $"got widths={options.Widths} and strides={options.Strides}", $"give {_widths.Length} strides");
        }

        _sizes = Sizes(output, strides);
        _first = AddChild("linear", new Linear(latentDim, checked(_widths[0] * _sizes[0].Height * _sizes[0].Width), rng));
        for (var k = 0; k + 1 < _widths.Length; k++) _steps.Add(AddChild($"layer{k + 1}", Step(options, _widths[k], _widths[k + 1], strides[k], rng)));
        _last = AddChild("last", Enlarge.Step(_widths[^1], output.Channels, strides[^1], bias: true, rng));
    }

    private protected override Tensor Decode(Tensor latent)
    {
        using var scope = new TensorScope();
        var maps = _first.Forward(latent).Relu().Reshape(latent.Size(0), _widths[0], _sizes[0].Height, _sizes[0].Width).ChannelsLast();
        for (var k = 0; k < _steps.Count; k++) maps = Cut(_steps[k].Forward(maps), _sizes[k + 1]);
        return scope.Return(Cut(_last.Forward(maps), (Output.Height, Output.Width)));
    }

    /// <summary>Sizes of the maps before each step, from the image backwards, rounded up.</summary>
    private static (int Height, int Width)[] Sizes(SampleSize output, int[] strides)
    {
        var sizes = new (int Height, int Width)[strides.Length];
        var next = (output.Height, output.Width);
        for (var k = strides.Length - 1; k >= 0; k--) sizes[k] = next = ((next.Height + strides[k] - 1) / strides[k], (next.Width + strides[k] - 1) / strides[k]);
        return sizes;
    }

    private static Sequential Step(CnnDecoderOptions options, int input, int output, int stride, Rng rng) => new(
        [.. Enumerable.Range(0, options.Blocks).Select(b => new EnlargingBlock(b == 0 ? input : output, output, b == 0 ? stride : 1, options.Block == "residual", rng))]);

    private static Tensor Cut(Tensor maps, (int Height, int Width) size)
    {
        var x = maps.Size(2) == size.Height ? maps : maps.Narrow(2, 0, size.Height);
        return x.Size(3) == size.Width ? x : x.Narrow(3, 0, size.Width);
    }
}
