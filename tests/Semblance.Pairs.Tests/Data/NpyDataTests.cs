using Semblance.Errors;
using Semblance.Files;

namespace Semblance.Pairs.Tests.Data;

public class NpyDataTests
{
    private static string Write<T>(TemporaryFolder folder, T[] values, params long[] shape)
        where T : unmanaged
    {
        var path = Path.Combine(folder.Path, "x.npy");
        Npy.Write<T>(path, values, shape);
        return path;
    }

    private static DataSet Open(string path, string? labels = null) => DataSets.Open(new DataRequest { Name = "npy:" + path, LabelsFile = labels });

    [Fact]
    public void Rows_of_each_type_are_read()
    {
        using var folder = new TemporaryFolder();
        using (var data = Open(Write(folder, [1f, 2, 3, 4, 5, 6], 3, 2))) Assert.Equal([3f, 4f], data.Row(1).ToArray());
        using (var data = Open(Write(folder, [1.5, 2, 3, 4], 2, 2))) Assert.Equal([1.5f, 2f], data.Row(0).ToArray());
        using (var data = Open(Write(folder, new byte[] { 7, 8, 9 }, 3, 1)))
        {
            Assert.Equal([9f], data.Row(2).ToArray());
            Assert.False(data.Shape.IsImage);
            Assert.Null(data.Labels);
        }
    }

    [Fact]
    public void Row_aligned_views_come_with_pairs_of_their_own()
    {
        using var folder = new TemporaryFolder();
        string[] files = [Path.Combine(folder.Path, "a.npy"), Path.Combine(folder.Path, "b.npy")];
        Npy.Write<float>(files[0], [1, 2, 3, 4, 5, 6], 3, 2);
        Npy.Write<float>(files[1], [-1, -2, -3, -4, -5, -6], 3, 2);
        var labels = Path.Combine(folder.Path, "y.npy");
        Npy.Write<long>(labels, [2, 0, 1], 3);
        using var data = Open(string.Join(',', files), labels);
        Assert.Equal(6, data.Count);
        Assert.Equal([-3f, -4f], data.Row(3).ToArray());
        Assert.Equal([2, 2, 0, 0, 1, 1], data.Labels!);
        var pairs = PairSources.Named("own", data);
        Assert.Equal(3, pairs.Count);
        for (var row = 0; row < 3; row++)
        {
            int[] seen = [pairs.SampleOf(row, 0, 1, 0), pairs.SampleOf(row, 1, 1, 0)];
            Assert.Equal([2 * row, (2 * row) + 1], seen.Order());
        }

        Npy.Write<float>(files[1], [1, 2, 3, 4], 2, 2);
        Assert.Contains("row-aligned", Assert.Throws<RequestException>(() => Open(string.Join(',', files))).Message, StringComparison.Ordinal);
        Assert.Contains("no such file", Assert.Throws<RequestException>(() => Open($"{files[0]},{folder.Path}/c.npy")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_of_bytes_and_floats_are_read()
    {
        using var folder = new TemporaryFolder();
        var pixels = new PixelBuffer();
        using (var data = Open(Write(folder, new byte[] { 1, 2, 3, 4, 5, 6, 7, 8 }, 2, 2, 2)))
        {
            Assert.Equal(new SampleShape(1, 2, 2), data.Shape);
            data.ReadPixels(1, pixels);
            Assert.Equal([5, 6, 7, 8], pixels.Pixels.ToArray());
        }

        using (var data = Open(Write(folder, [0f, 0.5f, 1f, 0.2f, 0.4f, 0.6f], 1, 1, 2, 3)))
        {
            Assert.Equal(new SampleShape(3, 1, 2), data.Shape);
            data.ReadPixels(0, pixels);
            Assert.Equal([0, 128, 255, 51, 102, 153], pixels.Pixels.ToArray());
        }
    }

    [Fact]
    public void Labels_come_from_an_array_or_a_text()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder, [1f, 2, 3], 3, 1);
        var array = Path.Combine(folder.Path, "y.npy");
        Npy.Write<long>(array, [2, 0, 1], 3);
        using (var data = Open(path, array)) Assert.Equal([2, 0, 1], data.Labels);
        using (var data = Open(path, folder.File("y.txt", "dog\ncat\ndog\n")))
        {
            Assert.Equal([1, 0, 1], data.Labels);
            Assert.Equal(["cat", "dog"], data.ClassNames);
        }
    }

    [Fact]
    public void Labels_that_do_not_fit_are_refused()
    {
        using var folder = new TemporaryFolder();
        var path = Write(folder, [1f, 2, 3], 3, 1);
        Assert.Contains("2 labels for 3 samples", Refused<RequestException>(path, folder.File("y.txt", "1\n2\n")), StringComparison.Ordinal);
        var array = Path.Combine(folder.Path, "y.npy");
        Npy.Write<long>(array, [2, -1, 1], 3);
        Assert.Contains("holds no labels - label -1 in row 1", Refused<RequestException>(path, array), StringComparison.Ordinal);
        Npy.Write<long>(array, [2, 1, 1], 3, 1);
        Assert.Contains("an array of shape [3, 1]", Refused<RequestException>(path, array), StringComparison.Ordinal);
        Assert.StartsWith("no labels file 'no.txt'", Refused<RequestException>(path, "no.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_element_type_is_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("holds Int64 numbers - data must be float32, float64 or uint8", Refused<RequestException>(Write(folder, [1L, 2], 2, 1)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(1, 1, 3, 2)]
    [InlineData(1, 1, 1, 2, 3)]
    public void A_wrong_shape_is_refused(params int[] shape)
    {
        using var folder = new TemporaryFolder();
        long[] sizes = [.. shape.Select(s => (long)s)];
        var text = Refused<RequestException>(Write(folder, new float[6], sizes));
        Assert.Contains($"has a shape that is no data set - [{string.Join(", ", shape)}]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_array_is_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("none of them empty", Refused<RequestException>(Write(folder, Array.Empty<float>(), 0, 3)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_is_not_finite_is_refused_with_its_place()
    {
        using var folder = new TemporaryFolder();
        var text = Refused<RunException>(Write(folder, [1f, 2, 3, float.NaN], 2, 2));
        Assert.Contains("NaN in row 1, column 1 (counted from 0)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pixel_out_of_range_is_refused_with_its_image()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("has a pixel out of range - 1.5 in image 1", Refused<RunException>(Write(folder, [0f, 1, 1.5f, 0], 2, 1, 2)), StringComparison.Ordinal);
    }

    private static string Refused<T>(string path, string? labels = null)
        where T : Exception => Assert.Throws<T>(() => Open(path, labels)).Message;
}
