using Semblance.Errors;
using Semblance.Files;
using Semblance.Pairs.Tests.Kernels;

namespace Semblance.Pairs.Tests.Data;

public class FolderTests
{
    private static byte[] Png(int height, int width, byte value) => PngWriter.Encode([.. Enumerable.Repeat(value, height * width * 3)], height, width);

    private static byte[] Golden(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "golden", "pairs", name));

    private static DataSet Open(TemporaryFolder folder, Split split = Split.Train, double share = 0.01, int? channels = null, string sub = "") =>
        DataSets.Open(new DataRequest
        {
            Name = "folder:" + Path.Combine(folder.Path, sub), Split = split, MaxCorruptShare = share, ImageSize = 16, Channels = channels,
        });

    [Fact]
    public void Sub_folders_are_classes_in_ordinal_order()
    {
        using var folder = new TemporaryFolder();
        folder.File("zebra/1.png", Png(4, 5, 10));
        folder.File("Ape/b.PNG", Png(6, 7, 20));
        folder.File("Ape/deep/a.png", Png(8, 9, 30));
        folder.File("empty/readme.txt", "no picture");
        using var data = Open(folder);
        Assert.Equal((3, new SampleShape(3, 16, 16)), (data.Count, data.Shape));
        Assert.Equal(["Ape", "zebra"], data.ClassNames);
        Assert.Equal([0, 0, 1], data.Labels);
        Assert.Equal(new ImageSize(6, 7), data.SizeOf(0));
        var pixels = new PixelBuffer();
        data.ReadPixels(2, pixels);
        Assert.Equal(new ImageSize(4, 5), pixels.Size);
        Assert.All(pixels.Pixels.ToArray(), b => Assert.Equal(10, b));
    }

    [Fact]
    public void Train_and_test_folders_are_splits()
    {
        using var folder = new TemporaryFolder();
        folder.File("train/a/1.png", Png(4, 4, 1));
        folder.File("train/b/1.png", Png(4, 4, 1));
        folder.File("val/a/1.png", Png(4, 4, 1));
        using (var train = Open(folder)) Assert.Equal(2, train.Count);
        using (var test = Open(folder, Split.Test)) Assert.Equal(1, test.Count);
    }

    [Fact]
    public void A_folder_without_test_part_says_so()
    {
        using var folder = new TemporaryFolder();
        folder.File("a/1.png", Png(4, 4, 1));
        Assert.False(DataSets.HasSplit(new DataRequest { Name = "folder:" + folder.Path, Split = Split.Test }));
        Assert.Contains("has no part for testing", Assert.Throws<RequestException>(() => Open(folder, Split.Test)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_test_folder_is_not_a_class_of_the_training_part()
    {
        using var folder = new TemporaryFolder();
        folder.File("a/1.png", Png(4, 4, 1));
        folder.File("test/a/1.png", Png(4, 4, 1));
        using var data = Open(folder);
        Assert.Equal(["a"], data.ClassNames);
    }

    [Fact]
    public void Bad_folders_are_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("holds no pictures", Assert.Throws<RequestException>(() => Open(folder)).Message, StringComparison.Ordinal);
        Assert.Contains("there is no such folder", Assert.Throws<RequestException>(() => Open(folder, sub: "no")).Message, StringComparison.Ordinal);
        folder.File("1.png", Png(4, 4, 1));
        folder.File("a/1.png", Png(4, 4, 1));
        Assert.Contains("1 beside 1 sub-folders, among them '1.png'", Assert.Throws<RequestException>(() => Open(folder)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("picture.webp", 0)]
    [InlineData("picture.jpg", 2)] // decoders may differ by rounding
    public void Files_decode_to_what_PIL_gives(string name, int tolerance)
    {
        using var folder = new TemporaryFolder();
        folder.File(name, Golden(name));
        using var data = Open(folder);
        Assert.Null(data.Labels);
        Assert.Equal(new ImageSize(61, 83), data.SizeOf(0));
        var pixels = new PixelBuffer();
        data.ReadPixels(0, pixels);
        var expected = (byte[])Npy.Read(Canvases.Golden(name.Replace('.', '-'))).Data;
        Assert.Equal(expected.Length, pixels.Pixels.Length);
        Assert.True(expected.Zip(pixels.Pixels.ToArray(), (a, b) => Math.Abs(a - b)).Max() <= tolerance);
    }

    [Theory]
    [InlineData(2, 31, 42)]
    [InlineData(4, 16, 21)]
    [InlineData(8, 8, 11)]
    public void A_JPEG_can_be_decoded_smaller(int reduction, int height, int width)
    {
        using var folder = new TemporaryFolder();
        folder.File("picture.jpg", Golden("picture.jpg"));
        using var data = Open(folder);
        var pixels = new PixelBuffer();
        data.ReadPixels(0, pixels);
        var mean = pixels.Pixels.ToArray().Average(b => b);
        data.ReadPixels(0, pixels, reduction);
        Assert.Equal(new ImageSize(height, width), pixels.Size);

        // Sides that are no multiple of the reduction give their last pixel too much weight.
        Assert.Equal(mean, pixels.Pixels.ToArray().Average(b => b), 1.0);
    }

    [Fact]
    public void A_view_from_a_smaller_decoding_is_close_to_one_from_the_whole()
    {
        using var folder = new TemporaryFolder();
        folder.File("picture.jpg", Golden("picture.jpg"));
        using var data = Open(folder);
        float[] View(ViewPlan plan)
        {
            using var batch = ViewLoader.InOrder(data, plan, 1).Epoch(0).Single();
            return batch.View(0).ToArray();
        }

        var reduced = View(new ViewPlan(data.Shape, data.Shape, [[]], Normalisation.None(3)));
        var pixels = new PixelBuffer();
        data.ReadPixels(0, pixels);
        var canvas = new Pairs.Kernels.Canvas(3, 16, 16);
        new Pairs.Kernels.FrameKernel().Render(pixels.Pixels.Span, pixels.Size, 3, Pairs.Kernels.Frame.Centre(pixels.Size, data.Shape, 1), canvas);
        var differences = Canvases.Values(canvas).Zip(reduced, (a, b) => Math.Abs(a - b)).ToArray();
        Assert.InRange(differences.Average(), 1e-7, 0.02);
    }

    [Fact]
    public void Colour_is_read_as_grey_and_grey_as_colour()
    {
        using var folder = new TemporaryFolder();
        folder.File("grey.jpg", Golden("grey.jpg"));
        var pixels = new PixelBuffer();
        using (var data = Open(folder)) data.ReadPixels(0, pixels);
        Assert.Equal(3, pixels.Channels);
        var span = pixels.Pixels.ToArray();
        Assert.Equal(span[0], span[1]);
        using (var data = Open(folder, channels: 1)) data.ReadPixels(0, pixels);
        Assert.Equal(61 * 83, pixels.Pixels.Length);
    }

    [Fact]
    public void Corrupt_files_are_skipped_counted_and_listed()
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 7; i++) folder.File($"a/{i}.png", Png(4, 4, (byte)i));
        folder.File("b/cut.jpg", Golden("picture.jpg")[..1500]);
        folder.File("b/empty.png", []);
        folder.File("b/text.png", "this is no picture, though it claims to be one");
        folder.File("b/good.jpg", Golden("picture.jpg"));
        using var data = Open(folder, share: 0.3);
        Assert.Equal(8, data.Count);
        Assert.Equal(1, data.Labels![7]);
        var skipped = data.Skipped.ToDictionary(s => Path.GetFileName(s.File), s => s.Reason);
        Assert.Equal(3, skipped.Count);
        Assert.Equal("the file is cut short", skipped["cut.jpg"]);
        Assert.Equal("the file is empty", skipped["empty.png"]);
        Assert.Equal("no JPEG, PNG or WebP header", skipped["text.png"]);
    }

    [Fact]
    public void Too_many_corrupt_files_are_refused()
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 7; i++) folder.File($"a/{i}.png", Png(4, 4, (byte)i));
        folder.File("a/empty.png", []);
        var error = Assert.Throws<RunException>(() => Open(folder));
        Assert.Contains("too many pictures of 'folder:", error.Message, StringComparison.Ordinal);
        Assert.Contains("1 of 8, 1.0", error.Message, StringComparison.Ordinal);
        Assert.Contains("are tolerated: empty.png: the file is empty", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_found_in_decoding_brings_the_next_picture_and_its_number()
    {
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 4; i++) folder.File($"{i}.png", Png(4 + i, 4, (byte)i));
        var damaged = Png(6, 6, 9);
        for (var i = 45; i < damaged.Length - 20; i++) damaged[i] ^= 0x5A;
        folder.File("1.png", damaged);
        using var data = Open(folder, share: 0.5);
        using var loader = ViewLoader.InOrder(data, ViewPlan.Plain(data, 8), 4);
        using var batch = loader.Epoch(0).Single();
        Assert.Equal([0, 2, 2, 3], batch.Indices);
        Assert.Equal(batch.View(0).Slice(192, 192).ToArray(), batch.View(0).Slice(384, 192).ToArray());
        Assert.Equal("1.png", Path.GetFileName(Assert.Single(data.Skipped).File));
    }

    [Fact]
    public void Damage_found_in_decoding_above_the_share_ends_the_run()
    {
        using var folder = new TemporaryFolder();
        var damaged = Png(6, 6, 9);
        for (var i = 45; i < damaged.Length - 20; i++) damaged[i] ^= 0x5A;
        folder.File("0.png", Png(4, 4, 1));
        folder.File("1.png", damaged);
        using var data = Open(folder);
        using var loader = ViewLoader.InOrder(data, ViewPlan.Plain(data, 8), 2);
        Assert.Contains("too many pictures", Assert.Throws<RunException>(() => loader.Epoch(0).ToList()).Message, StringComparison.Ordinal);
    }
}
