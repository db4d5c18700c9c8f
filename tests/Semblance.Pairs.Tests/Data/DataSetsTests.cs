using Semblance.Errors;

namespace Semblance.Pairs.Tests.Data;

public class DataSetsTests
{
    [Fact]
    public void A_missing_data_set_names_files_folders_and_where_to_get_it()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<RunException>(() => DataSets.Open(new DataRequest { Name = "cifar10", DataRoot = folder.Path }));
        Assert.StartsWith("data set 'cifar10' was not found - looked for cifar-10-batches-bin/data_batch_1.bin, ", error.Message, StringComparison.Ordinal);
        Assert.Contains($" in {folder.Path}/cifar10, {folder.Path}, ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("unpack https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_name_is_refused_with_a_suggestion()
    {
        var error = Assert.Throws<RequestException>(() => DataSets.Open(new DataRequest { Name = "fashon-mnist" }));
        Assert.Contains("unknown data set 'fashon-mnist'", error.Message, StringComparison.Ordinal);
        Assert.Contains("did you mean 'fashion-mnist'? `semblance datasets` lists them", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, null, 0.01, "bad number of channels - got 2 - give 1 or 3")]
    [InlineData(null, 4, 0.01, "bad image size - got 4 - give 8 to 1024 pixels")]
    [InlineData(null, null, 1.5, "bad share of corrupt images - got 1.5 - give a number from 0 to 1")]
    public void A_value_out_of_range_is_refused(int? channels, int? size, double share, string text)
    {
        var request = new DataRequest { Name = "mnist", Channels = channels, ImageSize = size, MaxCorruptShare = share };
        Assert.Equal(text, Assert.Throws<RequestException>(() => DataSets.Open(request)).Message);
    }

    [Fact]
    public void The_list_tells_where_a_data_set_was_found()
    {
        using var folder = new TemporaryFolder();
        Assert.DoesNotContain(DataSets.Describe(folder.Path), d => d.Name == "mnist" && d.Location == folder.Path);
        folder.File("train-images-idx3-ubyte", "x");
        folder.File("train-labels-idx1-ubyte.gz", "x");
        var found = DataSets.Describe(folder.Path).Single(d => d.Name == "mnist");
        Assert.True(found.Found);
        Assert.Equal(folder.Path, found.Location);
        Assert.Contains(folder.Path, found.Folders);
        Assert.Contains(DataSets.Known, d => d.Name == "folder:DIR");
    }

    [Fact]
    public void A_single_file_has_no_test_part_unless_its_path_holds_the_mark()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("train.csv", "1,2\n3,4\n");
        var request = new DataRequest { Name = "csv:" + file, Split = Split.Test };
        Assert.False(DataSets.HasSplit(request));
        Assert.Contains("has no part for testing - one file holds all of it", Assert.Throws<RequestException>(() => DataSets.Open(request)).Message, StringComparison.Ordinal);
        folder.File("test.csv", "5,6\n");
        request = request with { Name = "csv:" + Path.Combine(folder.Path, "{split}.csv") };
        Assert.True(DataSets.HasSplit(request));
        using var data = DataSets.Open(request);
        Assert.Equal([5f, 6f], data.Row(0).ToArray());
    }
}
