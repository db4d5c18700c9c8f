using Semblance.Pairs.Kernels;

namespace Semblance.Pairs.Tests.Kernels;

public class BlurKernelTests
{
    [Theory]
    [InlineData(3, 24, 20, 9, 1.3f)]
    [InlineData(1, 40, 50, 5, 2f)]
    [InlineData(3, 11, 67, 11, 0.7f)]
    [InlineData(1, 33, 32, 23, 2f)]
    [InlineData(1, 8, 8, 3, 0.1f)]
    [InlineData(1, 4, 9, 7, 1f)]
    public void Agrees_with_the_oracle(int channels, int height, int width, int kernel, float sigma) => ColourKernelTests.Compare(
        channels, height, width, canvas => BlurKernel.Blur(canvas, kernel, sigma),
        image => (c, y, x) => Oracle.Blurred(image, c, y, x, height, width, kernel, sigma), rounding: 1e-6);

    [Theory]
    [InlineData("blur", 9, 1.3f)]
    [InlineData("blur-narrow", 3, 0.4f)]
    public void Agrees_with_torchvision(string golden, int kernel, float sigma)
    {
        var canvas = Canvases.GoldenCanvas("image");
        BlurKernel.Blur(canvas, kernel, sigma);
        Canvases.Near(Canvases.Values(Canvases.GoldenCanvas(golden)), Canvases.Values(canvas), 1e-6);
    }

    [Fact]
    public void A_flat_image_stays_flat_and_a_kernel_wider_than_the_image_is_cut()
    {
        var canvas = Canvases.From([.. Enumerable.Repeat(0.5f, 30)], 1, 5, 6);
        BlurKernel.Blur(canvas, 99, 50);
        Canvases.Near([.. Enumerable.Repeat(0.5f, 30)], Canvases.Values(canvas), 1e-6);
    }
}
