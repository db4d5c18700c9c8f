using Semblance.Errors;

namespace Semblance.Pairs.Tests.Data;

public class CifarTests
{
    private static byte[] Records(int count, params byte[] labels)
    {
        var bytes = new byte[count * (labels.Length + 3072)];
        for (var r = 0; r < count; r++)
        {
            var record = bytes.AsSpan(r * (labels.Length + 3072), labels.Length + 3072);
            for (var l = 0; l < labels.Length; l++) record[l] = (byte)(labels[l] + r);
            for (var i = 0; i < 3072; i++) record[labels.Length + i] = (byte)(i / 1024 * 100 + i % 50 + r);
        }

        return bytes;
    }

    private static TemporaryFolder Ten(byte[]? first = null)
    {
        var folder = new TemporaryFolder();
        for (var i = 1; i <= 5; i++) folder.File($"cifar-10-batches-bin/data_batch_{i}.bin", i == 1 && first is not null ? first : Records(2, (byte)i));
        return folder;
    }

    [Fact]
    public void Planes_become_interleaved_pixels_in_file_order()
    {
        using var folder = Ten();
        using var data = DataSets.Open(new DataRequest { Name = "cifar10", DataRoot = folder.Path });
        Assert.Equal((10, new SampleShape(3, 32, 32)), (data.Count, data.Shape));
        Assert.Equal([1, 2, 2, 3, 3, 4, 4, 5, 5, 6], data.Labels);
        Assert.Equal("automobile", data.ClassNames[1]);
        var pixels = new PixelBuffer();
        data.ReadPixels(1, pixels);
        Assert.Equal([1, 1024 % 50 + 101, 2048 % 50 + 201], pixels.Pixels.Span[..3].ToArray().Select(b => (int)b));
    }

    [Fact]
    public void One_channel_gives_grey()
    {
        using var folder = Ten();
        using var data = DataSets.Open(new DataRequest { Name = "cifar10", DataRoot = folder.Path, Channels = 1 });
        var pixels = new PixelBuffer();
        data.ReadPixels(0, pixels);
        Assert.Equal(1, pixels.Channels);
        Assert.Equal((int)Math.Round(0.299 * 0 + 0.587 * 124 + 0.114 * 248), pixels.Pixels.Span[0]);
        Assert.Equal([(0.4914 + 0.4822 + 0.4465) / 3], data.Normalisation.Mean);
    }

    [Fact]
    public void Hundred_keeps_fine_and_coarse_labels()
    {
        using var folder = new TemporaryFolder();
        folder.File("cifar100/cifar-100-binary/test.bin", Records(3, 4, 30));
        folder.File("cifar100/cifar-100-binary/fine_label_names.txt", string.Join('\n', Enumerable.Range(0, 100).Select(i => $"name {i}")) + "\n");
        using var data = DataSets.Open(new DataRequest { Name = "cifar100", DataRoot = folder.Path, Split = Split.Test });
        Assert.Equal([30, 31, 32], data.Labels);
        Assert.Equal([4, 5, 6], data.CoarseLabels);
        Assert.Equal("name 31", data.ClassNames[31]);
    }

    [Fact]
    public void A_truncated_file_is_refused()
    {
        using var folder = Ten(Records(2, 0)[..5000]);
        var error = Assert.Throws<RunException>(() => DataSets.Open(new DataRequest { Name = "cifar10", DataRoot = folder.Path }));
        Assert.Contains("data_batch_1.bin' is cut short or no CIFAR file - 5000 bytes, no multiple of 3073", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_out_of_range_is_refused()
    {
        using var folder = Ten(Records(2, 9));
        var error = Assert.Throws<RunException>(() => DataSets.Open(new DataRequest { Name = "cifar10", DataRoot = folder.Path }));
        Assert.Contains("label 10 in record 1", error.Message, StringComparison.Ordinal);
    }
}
