using System.Buffers.Binary;
using System.IO.Compression;
using Semblance.Errors;

namespace Semblance.Pairs.Tests.Data;

public class IdxTests
{
    private static byte[] Idx(int[] shape, byte[] values, uint? magic = null)
    {
        var bytes = new byte[4 + 4 * shape.Length + values.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, magic ?? 0x800u + (uint)shape.Length);
        for (var i = 0; i < shape.Length; i++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + 4 * i), shape[i]);
        values.CopyTo(bytes, 4 + 4 * shape.Length);
        return bytes;
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionMode.Compress)) gzip.Write(bytes);
        return memory.ToArray();
    }

    private static byte[] Images => Idx([3, 2, 2], [0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6]);

    private static DataSet Open(TemporaryFolder folder, byte[] images, byte[] labels, bool gzip = false, string name = "mnist")
    {
        folder.File("train-images-idx3-ubyte" + (gzip ? ".gz" : ""), gzip ? Gzip(images) : images);
        folder.File("train-labels-idx1-ubyte", labels);
        return DataSets.Open(new DataRequest { Name = name, DataRoot = folder.Path });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Plain_and_packed_files_are_read(bool gzip)
    {
        using var folder = new TemporaryFolder();
        using var data = Open(folder, Images, Idx([3], [7, 0, 9]), gzip);
        Assert.Equal((3, new SampleShape(1, 2, 2)), (data.Count, data.Shape));
        Assert.Equal([7, 0, 9], data.Labels);
        Assert.Equal([0.1307], data.Normalisation.Mean);
        var pixels = new PixelBuffer();
        data.ReadPixels(1, pixels);
        Assert.Equal([204, 255, 1, 2], pixels.Pixels.ToArray());
    }

    [Fact]
    public void A_truncated_file_is_refused()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<RunException>(() => Open(folder, Images[..20], Idx([3], [7, 0, 9])));
        Assert.EndsWith("train-images-idx3-ubyte' is cut short - 4 of 12 bytes after the header - get the file again", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<RunException>(() => Open(folder, Images[..9], Idx([3], [7, 0, 9])));
        Assert.Contains("9 bytes of a 16-byte header", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<RunException>(() => Open(folder, [], Idx([3], [7, 0, 9])));
        Assert.Contains("is cut short - 0 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_gzip_is_refused()
    {
        using var folder = new TemporaryFolder();
        folder.File("train-images-idx3-ubyte.gz", Images);
        folder.File("train-labels-idx1-ubyte", Idx([3], [7, 0, 9]));
        var error = Assert.Throws<RunException>(() => DataSets.Open(new DataRequest { Name = "mnist", DataRoot = folder.Path }));
        Assert.Contains("is not a whole gzip file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_magic_number_is_refused()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<RunException>(() => Open(folder, Idx([3], [7, 0, 9]).Concat(new byte[20]).ToArray(), Idx([3], [7, 0, 9])));
        Assert.Contains("is not an IDX file of images - it starts with 0x00000801, not 0x00000803 - check that images and labels are not exchanged", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_impossible_size_is_refused()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<RunException>(() => Open(folder, Idx([-3, 2, 2], []), Idx([3], [7, 0, 9])));
        Assert.Contains("has an impossible size - dimensions -3 x 2 x 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_and_labels_of_different_number_are_refused()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<RunException>(() => Open(folder, Images, Idx([2], [7, 0])));
        Assert.StartsWith("images and labels of 'mnist' do not belong together - 3 images in", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_out_of_range_is_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("label 10", Assert.Throws<RunException>(() => Open(folder, Images, Idx([3], [7, 10, 0]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_real_fashion_mnist_is_read_when_it_is_installed()
    {
        Assert.SkipUnless(DataSets.Known.Single(d => d.Name == "fashion-mnist").Found, "dataset-fashion-mnist is not installed");
        using var data = DataSets.Open(new DataRequest { Name = "fashion-mnist", Split = Split.Test });
        Assert.Equal((10_000, new SampleShape(1, 28, 28)), (data.Count, data.Shape));
        Assert.All(data.Labels!.GroupBy(l => l), g => Assert.Equal(1000, g.Count()));
        Assert.Equal("ankle boot", data.ClassNames[data.Labels![0]]);
        var pixels = new PixelBuffer();
        double sum = 0;
        for (var i = 0; i < data.Count; i++)
        {
            data.ReadPixels(i, pixels);
            foreach (var p in pixels.Pixels.Span) sum += p;
        }

        Assert.Equal(0.2868, sum / 255 / 784 / 10_000, 1e-4); // mean of the test images, known from the literature
    }
}
