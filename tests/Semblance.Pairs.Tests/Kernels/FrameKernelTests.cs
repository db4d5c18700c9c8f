using Semblance.Pairs.Kernels;

namespace Semblance.Pairs.Tests.Kernels;

public class FrameKernelTests
{
    // 20 roundings of float at full brightness.
    private const double Rounding = 1.2e-6;

    [Theory]
    [InlineData(1, 28, 28, 32, 32, 3, 4, 20, 17)]
    [InlineData(1, 28, 28, 32, 32, 0, 0, 28, 28)]
    [InlineData(3, 32, 32, 32, 32, 5, 9, 8, 7)]
    [InlineData(3, 41, 57, 19, 23, 0, 1, 57, 40)]
    [InlineData(3, 90, 70, 9, 7, 3, 2, 60, 85)]
    [InlineData(1, 5, 6, 8, 8, 5, 4, 1, 1)]
    [InlineData(3, 12, 12, 1, 1, 2, 3, 7, 5)]
    public void Agrees_with_the_oracle(int channels, int height, int width, int outHeight, int outWidth, int x, int y, int w, int h)
    {
        foreach (var mirror in new[] { false, true })
        {
            Compare(channels, height, width, outHeight, outWidth, new Frame { X = x, Y = y, Width = w, Height = h, MirrorX = mirror });
            Compare(channels, height, width, outHeight, outWidth, new Frame { X = x, Y = y, Width = w, Height = h, MirrorY = mirror });
        }
    }

    [Fact]
    public void Agrees_with_the_oracle_for_frames_between_pixels()
    {
        Compare(3, 40, 50, 16, 16, new Frame { X = 3.4, Y = 7.75, Width = 31.3, Height = 22.5 });
        Compare(3, 40, 50, 32, 32, new Frame { X = 3.4, Y = 7.75, Width = 11.3, Height = 9.25 });
    }

    [Fact]
    public void Agrees_with_the_oracle_on_random_frames()
    {
        var random = new Random(3);
        for (var i = 0; i < 40; i++)
        {
            int height = random.Next(3, 50), width = random.Next(3, 50);
            int w = random.Next(1, width + 1), h = random.Next(1, height + 1);
            var frame = new Frame { X = random.Next(width - w + 1), Y = random.Next(height - h + 1), Width = w, Height = h };
            Compare(random.Next(2) * 2 + 1, height, width, random.Next(1, 40), random.Next(1, 40), frame);
        }
    }

    [Theory]
    [InlineData("crop-shrink", 14, 10, 3, 5, 33, 45, false)]
    [InlineData("crop-enlarge", 24, 20, 11, 20, 9, 7, false)]
    [InlineData("crop-mixed", 16, 32, 0, 40, 37, 13, false)]
    [InlineData("crop-mirrored", 16, 16, 3, 5, 33, 45, true)]
    [InlineData("resize-whole", 16, 16, 0, 0, 37, 53, false)]
    public void Agrees_with_torchvision(string golden, int outHeight, int outWidth, int top, int left, int height, int width, bool mirror)
    {
        var source = Files.Npy.Read(Canvases.Golden("source"));
        var canvas = new Canvas(3, outHeight, outWidth);
        var frame = new Frame { X = left, Y = top, Width = width, Height = height, MirrorX = mirror };
        new FrameKernel().Render((byte[])source.Data, new ImageSize(37, 53), 3, frame, canvas);

        // torchvision computes its weights in float32.
        Canvases.Near(Canvases.Values(Canvases.GoldenCanvas(golden)), Canvases.Values(canvas), 3e-6);
    }

    [Fact]
    public void Never_reads_past_the_end_of_the_picture()
    {
        // What surrounds the picture is white, the picture black: a pixel read from outside would show.
        var memory = new byte[3 * 7 * 9 + 64];
        Array.Fill(memory, (byte)255);
        memory.AsSpan(32, 3 * 7 * 9).Clear();
        var canvas = new Canvas(3, 16, 16);
        new FrameKernel().Render(memory.AsSpan(32, 3 * 7 * 9), new ImageSize(7, 9), 3, new Frame { Width = 9, Height = 7 }, canvas);
        Assert.All(Canvases.Values(canvas), v => Assert.Equal(0, v));
    }

    private static void Compare(int channels, int height, int width, int outHeight, int outWidth, Frame frame)
    {
        var pixels = new byte[channels * height * width];
        new Random(5).NextBytes(pixels);
        var canvas = new Canvas(channels, outHeight, outWidth);
        new FrameKernel().Render(pixels, new ImageSize(height, width), channels, frame, canvas);
        var rows = Enumerable.Range(0, outHeight).Select(i => Oracle.Weights(frame.Y, frame.Height, height, outHeight, i)).ToArray();
        var columns = Enumerable.Range(0, outWidth).Select(i => Oracle.Weights(frame.X, frame.Width, width, outWidth, i)).ToArray();
        var expected = Oracle.Fill(channels, outHeight, outWidth, (c, y, x) =>
            rows[frame.MirrorY ? outHeight - 1 - y : y].Sum(r =>
                columns[frame.MirrorX ? outWidth - 1 - x : x].Sum(k => r.Value * k.Value * pixels[(r.Key * width + k.Key) * channels + c] / 255.0)));
        Canvases.Near(expected, Canvases.Values(canvas), Rounding);
    }
}
