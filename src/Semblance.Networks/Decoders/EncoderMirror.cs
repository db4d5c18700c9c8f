using Semblance.Errors;
using Semblance.Networks.Encoders;
using Semblance.Options;

namespace Semblance.Networks.Decoders;

/// <summary>Reverses the specification of an encoder.</summary>
/// <remarks>Pooling is undone by the linear layer, which gives each cell of the smallest maps its own values, and by steps of stride 2. Bottlenecks become residual
/// blocks of two convolutions. Unlike the released SimVAE code every block of the residual decoder has its shortcut.</remarks>
internal static class EncoderMirror
{
    private const int BaseWidth = 64;

    internal static string Of(string encoder, int latentDim)
    {
        var parsed = Specification.Parse(encoder, "encoder");
        return parsed.Name switch
        {
            "linear" => Specification.Text("linear", new LinearDecoderOptions()),
            "mlp" => Mlp(Read<MlpOptions>(parsed), latentDim),
            "cnn" => Cnn(Read<CnnOptions>(parsed)),
            "resnet18" => ResNet(Read<ResNetOptions>(parsed), [2, 2, 2, 2]),
            "resnet50" => ResNet(Read<ResNetOptions>(parsed), [3, 4, 6, 3]),
            _ => throw new RequestException($"no decoder mirrors encoder '{parsed.Name}'", $"got '{encoder}'", "name the decoder: --set decoder=mlp:hidden=256x512"),
        };
    }

    private static T Read<T>(Specification parsed)
        where T : new() => OptionSet.Read<T>(parsed.Values, $"encoder '{parsed.Name}'");

    private static string Mlp(MlpOptions options, int latentDim)
    {
        var sizes = Specification.Sizes(options.Hidden, "hidden", "encoder 'mlp'").Reverse().ToList();
        if (options.Dim != latentDim) sizes.Insert(0, options.Dim);
        return Specification.Text("mlp", new MlpDecoderOptions { Hidden = string.Join('x', sizes), Norm = options.Norm == "batch" ? "batch" : "none" });
    }

    private static string Cnn(CnnOptions options)
    {
        var widths = Specification.Sizes(options.Widths, "widths", "encoder 'cnn'").Reverse().Append(options.Stem).ToList();
        var strides = Specification.Sizes(options.Strides, "strides", "encoder 'cnn'").Reverse().ToList();
        if (options.StemPool)
        {
            widths.Add(options.Stem);
            strides.Add(2);
        }

        strides.Add(options.StemStride);
        return Text(widths, strides, options.Blocks, options.Block);
    }

    private static string ResNet(ResNetOptions options, int[] blocks)
    {
        int Width(int stage) => Math.Max(1, (int)Math.Round((BaseWidth << stage) * options.Width));
        List<int> widths = [Width(3), Width(2), Width(1), Width(0), Width(0)], strides = [2, 2, 2, 1];
        if (options.Stem == "imagenet")
        {
            widths.Add(Width(0));
            strides.Add(2);
        }

        strides.Add(options.Stem == "imagenet" ? 2 : 1);
        return Text(widths, strides, blocks.Min(), "residual");
    }

    private static string Text(IEnumerable<int> widths, IEnumerable<int> strides, int blocks, string block) => Specification.Text("cnn", new CnnDecoderOptions
    {
        Widths = string.Join('x', widths),
        Strides = string.Join('x', strides),
        Blocks = blocks,
        Block = block,
    });
}
