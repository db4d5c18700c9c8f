using Semblance.Errors;

namespace Semblance.Pairs.Tests.Loading;

public class ViewLoaderTests
{
    private static readonly SampleShape Colour = new(3, 20, 20);

    private static List<(float[] First, float[] Second, int[] Indices, long[] Labels, float[] Drawn)> Epoch(
        LoaderOptions options, int epoch = 0, int skip = 0, string preset = "simclr")
    {
        using var data = Pictures.Random(Colour, 50);
        using var loader = new ViewLoader(data, ViewPlan.Named(preset, data, 16), PairSources.Augmentation(data), options);
        var batches = new List<(float[], float[], int[], long[], float[])>();
        foreach (var batch in loader.Epoch(epoch, skip))
        {
            using (batch)
            {
                var drawn = batch.Parameters(1);
                float[] rows = [.. Enumerable.Range(0, batch.Count).SelectMany(r => drawn.Row(r).ToArray())];
                batches.Add((batch.View(0).ToArray(), batch.View(1).ToArray(), batch.Indices, batch.Labels, rows));
            }
        }

        return batches;
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(5, 3)]
    public void Batches_do_not_depend_on_the_number_of_workers(int workers, int depth)
    {
        var options = new LoaderOptions { Batch = 24, Seed = 7 };
        var one = Epoch(options);
        var many = Epoch(options with { Workers = workers, QueueDepth = depth });
        Assert.Equal(2, one.Count);
        for (var i = 0; i < one.Count; i++)
        {
            Assert.Equal(one[i].First, many[i].First);
            Assert.Equal(one[i].Second, many[i].Second);
            Assert.Equal(one[i].Indices, many[i].Indices);
            Assert.Equal(one[i].Labels, many[i].Labels);
            Assert.Equal(one[i].Drawn, many[i].Drawn);
        }
    }

    [Fact]
    public void Skipped_batches_leave_the_rest_as_it_was()
    {
        var options = new LoaderOptions { Batch = 10, Seed = 7, Workers = 2 };
        var all = Epoch(options, epoch: 3);
        var rest = Epoch(options, epoch: 3, skip: 2);
        Assert.Equal(3, rest.Count);
        Assert.Equal(all[2].First, rest[0].First);
        Assert.Equal(all[4].Indices, rest[2].Indices);
    }

    [Fact]
    public void Seed_epoch_and_view_each_change_the_views()
    {
        var options = new LoaderOptions { Batch = 50, Shuffle = false };
        var reference = Epoch(options)[0];
        Assert.NotEqual(reference.First, reference.Second);
        Assert.NotEqual(reference.First, Epoch(options, epoch: 1)[0].First);
        Assert.NotEqual(reference.First, Epoch(options with { Seed = 1 })[0].First);
        Assert.Equal(reference.First, Epoch(options)[0].First);
    }

    [Fact]
    public void A_view_does_not_depend_on_the_order_of_the_epoch()
    {
        var straight = Epoch(new LoaderOptions { Batch = 50, Shuffle = false })[0];
        var shuffled = Epoch(new LoaderOptions { Batch = 50 })[0];
        Assert.NotEqual(straight.Indices, shuffled.Indices);
        var length = 3 * 16 * 16;
        for (var row = 0; row < 50; row++)
        {
            var from = shuffled.Indices[row];
            Assert.Equal(straight.First[(from * length)..((from + 1) * length)], shuffled.First[(row * length)..((row + 1) * length)]);
            Assert.Equal(from % 3, shuffled.Labels[row]);
        }
    }

    [Fact]
    public void Each_epoch_shows_every_sample_once_in_an_order_of_its_own()
    {
        var options = new LoaderOptions { Batch = 20, DropLast = false, Workers = 3 };
        int[] first = [.. Epoch(options).SelectMany(b => b.Indices)], second = [.. Epoch(options, epoch: 1).SelectMany(b => b.Indices)];
        Assert.Equal(Enumerable.Range(0, 50), first.Order());
        Assert.Equal(Enumerable.Range(0, 50), second.Order());
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void The_evaluation_reader_gives_every_sample_in_order_with_a_short_last_batch()
    {
        using var data = Pictures.Random(Colour, 50);
        using var loader = ViewLoader.InOrder(data, ViewPlan.Plain(data, null), 20, workers: 2);
        var indices = new List<int>();
        var counts = new List<int>();
        foreach (var batch in loader.Epoch(0))
        {
            using (batch)
            {
                counts.Add(batch.Count);
                indices.AddRange(batch.Indices);
                Assert.Equal(batch.Count * Colour.Count, batch.View(0).Length);
            }
        }

        Assert.Equal([20, 20, 10], counts);
        Assert.Equal(Enumerable.Range(0, 50), indices);
    }

    [Fact]
    public void The_evaluation_reader_takes_a_batch_larger_than_the_data()
    {
        using var data = Pictures.Random(Colour, 5);
        using var loader = ViewLoader.InOrder(data, ViewPlan.Plain(data, null), 1000);
        Assert.Equal([5], loader.Epoch(0).Select(b => b.Count));
    }

    [Fact]
    public void A_plain_view_of_the_own_size_is_the_image_normalised()
    {
        using var data = Pictures.Random(Colour, 4);
        using var loader = ViewLoader.InOrder(data, ViewPlan.Plain(Colour, null, new Normalisation([0.1, 0.2, 0.3], [0.5, 0.25, 1])), 4);
        using var batch = loader.Epoch(0).Single();
        var pixels = new PixelBuffer();
        data.ReadPixels(3, pixels);
        double[] means = [0.1, 0.2, 0.3], stds = [0.5, 0.25, 1];
        for (var i = 0; i < 400; i++)
        {
            for (var c = 0; c < 3; c++)
            {
                var expected = (pixels.Pixels.Span[3 * i + c] / 255.0 - means[c]) / stds[c];
                Assert.Equal(expected, batch.View(0)[(9 + c) * 400 + i], 1e-5);
            }
        }
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(9, 11)]
    [InlineData(2, 2)]
    public void Channels_last_holds_the_same_values_in_the_other_order(int height, int width)
    {
        using var data = Pictures.Random(new SampleShape(3, height, width), 3);
        var plan = ViewPlan.Plain(data, null);
        using var first = ViewLoader.InOrder(data, plan, 3).Epoch(0).Single();
        using var last = ViewLoader.InOrder(data, plan, 3, channelsLast: true).Epoch(0).Single();
        var area = height * width;
        for (var row = 0; row < 3; row++)
        {
            for (var c = 0; c < 3; c++)
            {
                for (var i = 0; i < area; i++) Assert.Equal(first.View(0)[(row * 3 + c) * area + i], last.View(0)[(row * area + i) * 3 + c]);
            }
        }
    }

    [Fact]
    public void A_thread_that_fails_is_heard_by_the_consumer_after_the_batches_before_it()
    {
        using var data = new FailingImages(failAt: 25);
        using var loader = new ViewLoader(data, ViewPlan.Named("none", data, null), PairSources.Augmentation(data),
            new LoaderOptions { Batch = 10, Shuffle = false, Workers = 3 });
        var seen = 0;
        var error = Assert.Throws<RunException>(() =>
        {
            foreach (var batch in loader.Epoch(0))
            {
                batch.Dispose();
                seen++;
            }
        });
        Assert.Contains("image 25", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, seen);
    }

    [Fact]
    public void Leaving_an_epoch_early_stops_the_threads_and_the_loader_can_be_used_again()
    {
        using var data = Pictures.Random(Colour, 50);
        using var loader = new ViewLoader(data, ViewPlan.Named("none", data, null), PairSources.Augmentation(data), new LoaderOptions { Batch = 5, Workers = 3 });
        foreach (var batch in loader.Epoch(0))
        {
            batch.Dispose();
            break;
        }

        Assert.Equal(10, loader.Epoch(1).Count());
    }

    [Fact]
    public void Buffers_are_used_again()
    {
        using var data = Pictures.Random(Colour, 50);
        using var loader = new ViewLoader(data, ViewPlan.Named("none", data, null), PairSources.Augmentation(data),
            new LoaderOptions { Batch = 5, Workers = 2, QueueDepth = 2 });
        for (var epoch = 0; epoch < 20; epoch++)
        {
            foreach (var batch in loader.Epoch(epoch)) batch.Dispose();
        }

        Assert.InRange(loader.BuffersMade, 1, 4);
    }

    [Fact]
    public void A_disposed_batch_refuses_to_show_its_views()
    {
        using var data = Pictures.Random(Colour, 5);
        using var loader = ViewLoader.InOrder(data, ViewPlan.Plain(data, null), 5);
        var batch = loader.Epoch(0).Single();
        var parameters = batch.Parameters(0);
        batch.Dispose();
        batch.Dispose();
        Assert.Throws<ObjectDisposedException>(() => batch.View(0).Length);
        Assert.Equal(5, parameters.Rows);
    }

    [Fact]
    public void A_batch_larger_than_the_data_is_refused()
    {
        using var data = Pictures.Random(Colour, 50);
        var error = Assert.Throws<RequestException>(() => new ViewLoader(
            data, ViewPlan.Named("none", data, null), PairSources.Augmentation(data), new LoaderOptions { Batch = 64 }));
        Assert.Equal("the batch is larger than the data - batch 64, 'random' has 50 samples - give a batch of at most 50", error.Message);
    }

    [Fact]
    public void A_plan_for_other_data_is_refused()
    {
        using var data = Pictures.Random(Colour, 50);
        var plan = ViewPlan.Named("none", new SampleShape(1, 28, 28), null);
        var error = Assert.Throws<RequestException>(() => new ViewLoader(data, plan, PairSources.Augmentation(data), new LoaderOptions { Batch = 4 }));
        Assert.StartsWith("the plan of views is for other data - plan for 1x28x28, 'random' holds 3x20x20", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_out_of_range_is_refused()
    {
        using var data = Pictures.Random(Colour, 50);
        var error = Assert.Throws<RequestException>(() => new ViewLoader(
            data, ViewPlan.Named("none", data, null), PairSources.Augmentation(data), new LoaderOptions { Batch = 0 }));
        Assert.StartsWith("option 'batch' of the loader has a bad value - got '0'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Grey_data_shown_with_three_channels_repeats_the_channel()
    {
        using var data = Pictures.Random(new SampleShape(1, 12, 12), 4, channels: 3);
        Assert.Equal(3, data.Shape.Channels);
        using var batch = ViewLoader.InOrder(data, ViewPlan.Plain(data, null), 4).Epoch(0).Single();
        var view = batch.View(0);
        Assert.Equal(view[..144].ToArray(), view[144..288].ToArray());
        Assert.Equal(view[..144].ToArray(), view[288..432].ToArray());
    }

    private sealed class FailingImages(int failAt) : DataSet
    {
        public override string Name => "failing";

        public override int Count => 50;

        public override SampleShape Shape { get; } = new(1, 8, 8);

        public override void ReadPixels(int index, PixelBuffer buffer, int reduction = 1)
        {
            if (index == failAt) throw new RunException($"image {index} is broken", "no pixels", "repair it");
            Fill(buffer, new byte[64], new ImageSize(8, 8), 1, index);
        }
    }
}
