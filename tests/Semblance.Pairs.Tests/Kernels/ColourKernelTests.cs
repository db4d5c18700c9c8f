using Semblance.Pairs.Augmentations;
using Semblance.Pairs.Kernels;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Tests.Kernels;

public class ColourKernelTests
{
    private const double Rounding = 1e-6;

    public static TheoryData<int, int, int> Shapes => new() { { 1, 28, 28 }, { 3, 32, 32 }, { 3, 7, 5 }, { 3, 1, 1 }, { 1, 3, 3 }, { 3, 50, 61 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Brightness_agrees_with_the_oracle(int channels, int height, int width) => Compare(
        channels, height, width, canvas => ColourKernel.Brightness(canvas, 1.6f), image => (c, y, x) => Oracle.Cut(image(c, y, x) * 1.6f));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Contrast_agrees_with_the_oracle(int channels, int height, int width) => Compare(
        channels, height, width, canvas => ColourKernel.Contrast(canvas, 1.7f), image =>
        {
            double mean = 0;
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++) mean += channels == 3 ? Oracle.Grey(image, y, x) : image(0, y, x);
            }

            mean /= height * width;
            return (c, y, x) => Oracle.Cut(1.7f * image(c, y, x) + (1 - 1.7f) * mean);
        });

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Saturation_agrees_with_the_oracle(int channels, int height, int width) => Compare(
        channels, height, width, canvas => ColourKernel.Saturation(canvas, 1.8f), image => (c, y, x) =>
            channels == 1 ? image(c, y, x) : Oracle.Cut(1.8f * image(c, y, x) + (1 - 1.8f) * Oracle.Grey(image, y, x)));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Grayscale_agrees_with_the_oracle(int channels, int height, int width) => Compare(
        channels, height, width, ColourKernel.Grayscale, image => (c, y, x) => channels == 1 ? image(c, y, x) : Oracle.Grey(image, y, x));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Hue_agrees_with_the_oracle(int channels, int height, int width)
    {
        foreach (var turn in new[] { 0.17f, -0.5f, 0.5f, -0.03f })
        {
            Compare(channels, height, width, canvas => ColourKernel.Hue(canvas, turn), image => (c, y, x) =>
                channels == 1 ? image(c, y, x) : Oracle.Hue(image(0, y, x), image(1, y, x), image(2, y, x), turn)[c]);
        }
    }

    [Fact]
    public void Hue_leaves_grey_pixels_as_they_are()
    {
        var canvas = Canvases.From([.. Enumerable.Repeat(0.25f, 27)], 3, 3, 3);
        ColourKernel.Hue(canvas, 0.3f);
        Assert.All(Canvases.Values(canvas), v => Assert.Equal(0.25f, v));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Solarize_agrees_with_the_oracle(int channels, int height, int width) => Compare(
        channels, height, width, canvas => ColourKernel.Solarize(canvas, 0.5f), image => (c, y, x) =>
            image(c, y, x) < 0.5 ? image(c, y, x) : 1 - image(c, y, x));

    [Theory]
    [InlineData("brightness")]
    [InlineData("contrast")]
    [InlineData("contrast-low")]
    [InlineData("saturation")]
    [InlineData("hue")]
    [InlineData("hue-back")]
    [InlineData("grayscale")]
    [InlineData("solarize")]
    [InlineData("jitter")]
    public void Agrees_with_torchvision(string golden)
    {
        var canvas = Canvases.GoldenCanvas("image");
        Draws unused = default;
        Action change = golden switch
        {
            "brightness" => () => ColourKernel.Brightness(canvas, 1.6f),
            "contrast" => () => ColourKernel.Contrast(canvas, 1.7f),
            "contrast-low" => () => ColourKernel.Contrast(canvas, 0.3f),
            "saturation" => () => ColourKernel.Saturation(canvas, 1.8f),
            "hue" => () => ColourKernel.Hue(canvas, 0.17f),
            "hue-back" => () => ColourKernel.Hue(canvas, -0.4f),
            "grayscale" => () => ColourKernel.Grayscale(canvas),
            "solarize" => () => ColourKernel.Solarize(canvas, 0.5f),
            _ => () => new Jitter().Apply([1.2f, 0.7f, 0.4f, 0.1f, 9], canvas, ref unused),
        };
        change();
        Canvases.Near(Canvases.Values(Canvases.GoldenCanvas(golden)), Canvases.Values(canvas), 2e-6);
    }

    [Fact]
    public void Contrast_of_one_channel_agrees_with_torchvision()
    {
        var image = Canvases.Values(Canvases.GoldenCanvas("image"));
        var canvas = Canvases.From(image[..480], 1, 24, 20);
        ColourKernel.Contrast(canvas, 1.7f);
        Canvases.Near(Canvases.Values(Canvases.GoldenCanvas("contrast-grey")), Canvases.Values(canvas), 1e-6);
    }

    internal static void Compare(int channels, int height, int width, Action<Canvas> kernel, Func<Oracle.Picture, Oracle.Picture> oracle, double rounding = Rounding)
    {
        var canvas = Canvases.Random(channels, height, width);
        var image = Canvases.Values(canvas);
        kernel(canvas);
        var expected = Oracle.Fill(channels, height, width, oracle((c, y, x) => image[(c * height + y) * width + x]));
        Canvases.Near(expected, Canvases.Values(canvas), rounding);
    }

    [Theory]
    [InlineData(3, 45, 53)]
    [InlineData(3, 32, 32)]
    [InlineData(1, 50, 41)]
    public void Jitter_band_by_band_is_the_four_kernels_on_whole_planes_in_every_order(int channels, int height, int width)
    {
        Draws unused = default;
        for (var order = 0; order < 24; order++)
        {
            foreach (var contrast in new[] { 0.4f, 1 })
            {
                float[] parameters = [1.3f, contrast, channels == 3 ? 0.6f : 1, channels == 3 ? -0.15f : 0, order];
                var (banded, plain) = (Canvases.Random(channels, height, width), Canvases.Random(channels, height, width));
                new Jitter().Apply(parameters, banded, ref unused);
                List<Action> left =
                [
                    () => ColourKernel.Brightness(plain, parameters[0]), () => ColourKernel.Contrast(plain, parameters[1]),
                    () => ColourKernel.Saturation(plain, parameters[2]), () => ColourKernel.Hue(plain, parameters[3]),
                ];
                for (var (rest, k) = (order, 4); k > 0; k--)
                {
                    var pick = rest % k;
                    rest /= k;
                    left[pick]();
                    left.RemoveAt(pick);
                }

                Canvases.Near(Canvases.Values(plain), Canvases.Values(banded), 1e-7);
            }
        }
    }
}
