using Semblance.Pairs.Kernels;

namespace Semblance.Pairs.Tests.Kernels;

public class MoveKernelTests
{
    public static TheoryData<int, int, int> Shapes => new() { { 1, 28, 28 }, { 3, 32, 32 }, { 3, 7, 5 }, { 1, 1, 9 }, { 3, 20, 61 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Rotation_agrees_with_the_oracle(int channels, int height, int width)
    {
        foreach (var degrees in new[] { 10f, -33.3f, 90f, 180f })
        {
            var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
            double middleX = (width - 1) / 2.0, middleY = (height - 1) / 2.0;

            // Float places near 60 pixels are rounded by 4e-6.
            ColourKernelTests.Compare(channels, height, width, canvas => MoveKernel.Rotate(canvas, degrees), image => (c, y, x) => Oracle.Sample(
                image, c, middleY + sin * (x - middleX) + cos * (y - middleY), middleX + cos * (x - middleX) - sin * (y - middleY), height, width), 3e-5);
        }
    }

    [Theory]
    [InlineData("rotate", 30)]
    [InlineData("rotate-back", -77)]
    public void Rotation_agrees_with_torchvision(string golden, float degrees)
    {
        var canvas = Canvases.GoldenCanvas("image");
        MoveKernel.Rotate(canvas, degrees);
        Canvases.Near(Canvases.Values(Canvases.GoldenCanvas(golden)), Canvases.Values(canvas), 1e-5);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Mirroring_agrees_with_the_oracle(int channels, int height, int width)
    {
        ColourKernelTests.Compare(channels, height, width, MoveKernel.MirrorX, image => (c, y, x) => image(c, y, width - 1 - x), 0);
        ColourKernelTests.Compare(channels, height, width, MoveKernel.MirrorY, image => (c, y, x) => image(c, height - 1 - y, x), 0);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Shifting_agrees_with_the_oracle(int channels, int height, int width)
    {
        foreach (var (right, down) in new[] { (3, -2), (-4, 4), (0, 1), (100, 0), (0, -100) })
        {
            ColourKernelTests.Compare(channels, height, width, canvas => MoveKernel.Shift(canvas, right, down), image => (c, y, x) =>
                y + down < 0 || y + down >= height || x + right < 0 || x + right >= width ? 0 : image(c, y + down, x + right), 0);
        }
    }

    [Fact]
    public void Shifting_agrees_with_torchvisions_padded_crop()
    {
        var canvas = Canvases.GoldenCanvas("image");
        MoveKernel.Shift(canvas, right: 3, down: -3);
        Assert.Equal(Canvases.Values(Canvases.GoldenCanvas("pad")), Canvases.Values(canvas));
    }
}
