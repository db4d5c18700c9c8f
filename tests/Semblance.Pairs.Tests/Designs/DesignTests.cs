using Semblance.Errors;
using Semblance.Files;
using Semblance.Pairs.Data;
using Semblance.Pairs.Designs;

namespace Semblance.Pairs.Tests.Designs;

public sealed class DesignTests
{
    private const int Count = 400;

    private static DataSet Apply(DataSet data, params string[] designs) => DesignCatalog.Apply(data, data.Name, designs, Split.Train);

    private static ByteImages Grey(int side = 28, int count = Count, int classes = 4) => Pictures.Random(new SampleShape(1, side, side), count, classes: classes);

    private static List<float[]> Views(DataSet data, ViewPlan plan, int views = 2, int epoch = 0, bool channelsLast = false)
    {
        var result = new List<float[]>();
        using var loader = new ViewLoader(data, plan, PairSources.Augmentation(data), new LoaderOptions { Batch = data.Count, Views = views, Shuffle = false, DropLast = false, ChannelsLast = channelsLast });
        foreach (var batch in loader.Epoch(epoch))
        {
            using (batch) result.AddRange(Enumerable.Range(0, views).Select(v => batch.View(v).ToArray()));
        }

        return result;
    }

    [Fact]
    public void Coarse_groups_become_labels_and_classes_a_factor()
    {
        using var data = Apply(Grey(), "coarse:groups=0-2/1-3");
        Assert.Equal(["class 0 or class 2", "class 1 or class 3"], data.ClassNames);
        Assert.Equal([0, 1, 0, 1, 0], data.Labels!.Take(5));
        var fine = Assert.Single(data.Factors);
        Assert.Equal(("fine", 4), (fine.Name, fine.Count));
        Assert.Equal([0, 1, 2, 3, 0], fine.Values.Take(5));
        Assert.Null(data.CoarseLabels);
    }

    [Theory]
    [InlineData("coarse", "no groups of the classes of 'random' are known")]
    [InlineData("coarse:groups=0-1/1-2-3", "does not fit the data")]
    [InlineData("coarse:groups=0-1-2-3", "does not fit the data")]
    [InlineData("coarse:groups=0-1/2-x", "does not fit the data")]
    [InlineData("bits:count=0", "option 'count' of design 'bits' has a bad value")]
    [InlineData("bits:flip=0.6", "option 'flip' of design 'bits' has a bad value")]
    [InlineData("watermark:before=true,control=true", "choose one")]
    [InlineData("bitz", "unknown design 'bitz'")]
    [InlineData("bits:cuont=3", "unknown option of design 'bits' 'cuont'")]
    public void Wrong_designs_are_refused(string design, string message) =>
        Assert.Contains(message, Assert.Throws<RequestException>(() => Apply(Grey(), design)).Message, StringComparison.Ordinal);

    [Fact]
    public void Designs_on_pictures_refuse_vectors_and_small_pictures()
    {
        using var vectors = new VectorRows("rows", [1, 2, 3, 4], 2, LabelSet.None);
        Assert.Contains("put bits on vectors", Assert.Throws<RequestException>(() => Apply(vectors, "watermark")).Message, StringComparison.Ordinal);
        Assert.Contains("27 pixels or more", Assert.Throws<RequestException>(() => Apply(Grey(20), "glyphs")).Message, StringComparison.Ordinal);
        Assert.Contains("no classes to group", Assert.Throws<RequestException>(() => Apply(vectors, "coarse")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bits_are_channels_that_both_views_share_and_augmentation_leaves_alone()
    {
        using var plain = Grey();
        using var data = Apply(Grey(), "bits:count=3");
        Assert.Equal(new SampleShape(4, 28, 28), data.Shape);
        var views = Views(data, ViewPlan.Named("fashion", data, 16));
        var without = Views(plain, ViewPlan.Named("fashion", plain, 16));
        for (var i = 0; i < 20; i++)
        {
            for (var v = 0; v < 2; v++)
            {
                var row = views[v].AsSpan(i * 4 * 256, 4 * 256);
                Assert.Equal(without[v].AsSpan(i * 256, 256).ToArray(), row[..256].ToArray());
                for (var b = 0; b < 3; b++)
                {
                    var expected = (2 * data.Factors[b].Values[i]) - 1;
                    Assert.All(row.Slice((1 + b) * 256, 256).ToArray(), value => Assert.Equal(expected, value));
                }
            }
        }
    }

    [Fact]
    public void Bits_lie_behind_each_pixel_with_channels_last()
    {
        using var data = Apply(Grey(), "bits:count=2");
        var plan = ViewPlan.Plain(data, null);
        var (planes, pixels) = (Views(data, plan, 1)[0], Views(data, plan, 1, channelsLast: true)[0]);
        for (var p = 0; p < 784; p++)
        {
            for (var c = 0; c < 3; c++) Assert.Equal(planes[(c * 784) + p], pixels[(p * 3) + c]);
        }
    }

    [Fact]
    public void Vectors_have_one_order_with_channels_last_too()
    {
        using var rows = new VectorRows("rows", [.. Enumerable.Range(0, 40).Select(k => (float)k)], 4, LabelSet.None);
        using var data = Apply(rows, "bits:count=2");
        var plan = ViewPlan.Plain(data, null);
        Assert.Equal(Views(data, plan, 1)[0], Views(data, plan, 1, channelsLast: true)[0]);
        Assert.Equal(data.Row(3).ToArray(), Views(data, plan, 1, channelsLast: true)[0][18..24]);
    }

    [Fact]
    public void Bits_are_even_and_independent_and_differ_between_splits()
    {
        using var data = Apply(Grey(count: 4000), "bits:count=2");
        using var test = DesignCatalog.Apply(Grey(count: 4000), "random", ["bits:count=2"], Split.Test);
        Assert.Equal(0.5, data.Factors[0].Values.Average(), 0.04);
        Assert.Equal(0.25, data.Factors[0].Values.Zip(data.Factors[1].Values, (a, b) => a * b).Average(), 0.04);
        Assert.Equal(0.25, data.Factors[0].Values.Zip(test.Factors[0].Values, (a, b) => a * b).Average(), 0.04);
    }

    [Fact]
    public void Flipped_bits_agree_between_views_as_often_as_they_should_and_never_flip_in_evaluation()
    {
        using var rows = new VectorRows("rows", new float[4000], 1, LabelSet.None);
        using var data = Apply(rows, "bits:count=1,flip=0.2,repeat=3");
        Assert.Equal(4, data.Shape.Channels);
        var views = Views(data, ViewPlan.Named("none", data, null));
        var product = Enumerable.Range(0, 4000).Average(i => views[0][(i * 4) + 1] * views[1][(i * 4) + 1]);
        Assert.Equal(0.36, product, 0.05);
        var plain = Views(data, ViewPlan.Plain(data, null), 1)[0];
        for (var i = 0; i < 4000; i++)
        {
            for (var k = 1; k < 4; k++) Assert.Equal((2 * data.Factors[0].Values[i]) - 1, plain[(i * 4) + k]);
        }

        Assert.Equal(plain[4..8], data.Row(1).ToArray());
    }

    [Fact]
    public void A_watermark_is_shared_by_views_and_a_control_is_not()
    {
        using var shared = Apply(Grey(), "watermark:count=4");
        using var control = Apply(Grey(), "watermark:count=4,control=true");
        var plan = ViewPlan.Named("fashion", shared, 28);
        var (views, others) = (Views(shared, plan), Views(control, plan));
        float Cell(float[] view, int sample, int bit) => (view[(sample * 784) + (2 * bit)] * 0.5f) + 0.5f;
        var agreeing = 0;
        for (var i = 0; i < Count; i++)
        {
            for (var b = 0; b < 4; b++)
            {
                Assert.Equal(shared.Factors[b].Values[i], Cell(views[0], i, b), 1e-5f);
                Assert.Equal(shared.Factors[b].Values[i], Cell(views[1], i, b), 1e-5f);
                agreeing += Cell(others[0], i, b) == Cell(others[1], i, b) ? 1 : 0;
            }
        }

        Assert.Equal(0.5, agreeing / (4.0 * Count), 0.05);
        var evaluated = Views(control, ViewPlan.Plain(control, null), 1)[0];
        Assert.Equal(control.Factors[1].Values[7], Cell(evaluated, 7, 1), 1e-5f);
    }

    [Fact]
    public void A_watermark_before_augmentation_is_in_the_pixels_and_leaves_the_data_below_alone()
    {
        var below = Grey(14);
        using var data = Apply(below, "watermark:count=5,before=true");
        var (marked, plain) = (new PixelBuffer(), new PixelBuffer());
        data.ReadPixels(3, marked);
        below.ReadPixels(3, plain);
        for (var b = 0; b < 5; b++) Assert.Equal(255 * data.Factors[b].Values[3], marked.Pixels.Span[(b / 4 * 14) + (b % 4)]);
        Assert.Equal(plain.Pixels.Span[30..].ToArray(), marked.Pixels.Span[30..196].ToArray());
        Assert.NotEqual(plain.Pixels.Span[..30].ToArray(), marked.Pixels.Span[..30].ToArray());
    }

    [Fact]
    public void Glyphs_are_nine_copies_of_the_digit_that_the_factor_names()
    {
        using var dark = new ByteImages("dark", new byte[Count * 784], new SampleShape(1, 28, 28), null, LabelSet.None);
        using var data = Apply(dark, "glyphs:count=30");
        Assert.Equal(["glyph", "glyph-image"], data.Factors.Select(f => f.Name));
        Assert.All(data.Factors[1].Values.Zip(data.Factors[0].Values), p => Assert.Equal(p.First % 10, p.Second));
        Assert.Equal(30, data.Factors[1].Values.Distinct().Count());
        var views = Views(data, ViewPlan.Named("none", data, null));
        var one = Enumerable.Range(0, Count).First(i => data.Factors[0].Values[i] == 1);
        var lit = views[0].AsSpan(one * 784, 784).ToArray().Count(v => v > 0);
        Assert.Equal(9 * 10, lit);
        Assert.Equal(views[0], views[1]);
    }

    [Fact]
    public void Designs_chain_and_each_keeps_its_own_draws()
    {
        using var alone = Apply(Grey(), "bits:count=2");
        using var chained = Apply(Grey(), "bits:count=2", "coarse:groups=0-1/2-3", "watermark:count=3");
        Assert.Equal(["bit-0", "bit-1", "fine", "mark-0", "mark-1", "mark-2"], chained.Factors.Select(f => f.Name));
        Assert.Equal(alone.Factors[1].Values, chained.Factors[1].Values);
        Assert.Equal("random+bits:count=2+coarse:groups=0-1/2-3+watermark:count=3", chained.Name);
        Assert.NotEqual(chained.Factors[0].Values, chained.Factors[3].Values);
        Assert.Equal(2, chained.AppendedChannels);
    }

    [Fact]
    public void Names_with_designs_are_opened_and_plus_signs_in_paths_are_left_alone()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "a+b.npy");
        Npy.Write<float>(path, [1, 2, 3, 4, 5, 6], 3, 2);
        using (var plain = DataSets.Open(new DataRequest { Name = "npy:" + path })) Assert.Equal(2, plain.Shape.Channels);
        using (var data = DataSets.Open(new DataRequest { Name = $"npy:{path}+bits:count=3" }))
        {
            Assert.Equal(5, data.Shape.Channels);
            Assert.Equal([1f, 2f], data.Row(0)[..2].ToArray());
        }

        Assert.False(DataSets.HasSplit(new DataRequest { Name = $"npy:{path}+bits", Split = Split.Test }));
        Assert.True(DataSets.HasSplit(new DataRequest { Name = "fashion-mnist+coarse", Split = Split.Test }));
        Assert.Contains("did you mean 'bits'?", Assert.Throws<RequestException>(() => DataSets.Open(new DataRequest { Name = "synthetic:grid+bitss" })).Message, StringComparison.Ordinal);
        Assert.Contains(DataSets.Known, d => d.Name == "D+glyphs");
    }

    [Fact]
    public void Factors_are_written_as_a_table()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "attributes.csv");
        using var data = Apply(Grey(count: 3), "coarse:groups=0-1/2-3", "bits:count=1");
        FactorFile.Write(path, data);
        var bits = data.Factors[1].Values;
        Assert.Equal($"fine,bit-0\n0,{bits[0]}\n1,{bits[1]}\n2,{bits[2]}\n", File.ReadAllText(path));
        using var plain = Grey();
        Assert.Contains("no attributes", Assert.Throws<RequestException>(() => FactorFile.Write(path, plain)).Message, StringComparison.Ordinal);
        Assert.Contains("ends in .csv", Assert.Throws<RequestException>(() => FactorFile.Write("x.npy", data)).Message, StringComparison.Ordinal);
    }
}
