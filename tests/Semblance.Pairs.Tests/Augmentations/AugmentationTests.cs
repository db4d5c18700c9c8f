using Semblance.Pairs.Augmentations;
using Semblance.Pairs.Kernels;
using Semblance.Pairs.Randomness;
using Semblance.Pairs.Tests.Kernels;

namespace Semblance.Pairs.Tests.Augmentations;

public class AugmentationTests
{
    private static readonly SampleShape Output = new(3, 32, 32);

    private static float[][] Drawn(Augmentation augmentation, int count = 4000, ImageSize? source = null, SampleShape? output = null) =>
        [.. Enumerable.Range(0, count).Select(i =>
        {
            var parameters = new float[augmentation.ParameterNames.Count];
            augmentation.Neutral(parameters);
            var draws = new Draws(1, 0, i, 0, 0);
            augmentation.Draw(ref draws, source ?? new ImageSize(120, 160), output ?? Output, parameters);
            return parameters;
        })];

    [Fact]
    public void Crops_have_areas_and_proportions_in_range_and_stay_inside()
    {
        var drawn = Drawn(new Crop { ScaleMin = 0.2, ScaleMax = 0.6 });
        foreach (var p in drawn)
        {
            double width = Math.Round(p[2] * 160.0), height = Math.Round(p[3] * 120.0);
            Assert.InRange(width * height / (160 * 120), 0.195, 0.61); // whole pixels
            Assert.InRange(width / height, 0.73, 1.37);
            Assert.InRange(p[0] + p[2], 0, 1.00001);
            Assert.InRange(p[1] + p[3], 0, 1.00001);
        }

        Assert.Equal(0.4, drawn.Average(p => p[2] * (double)p[3]), 0.01);
        Assert.Equal(0.5, drawn.Average(p => p[0] + p[2] / 2.0), 0.02);
    }

    [Fact]
    public void A_crop_that_never_fits_takes_the_largest_allowed_centre()
    {
        var p = Drawn(new Crop { ScaleMin = 1 }, 1, new ImageSize(10, 100))[0];
        Assert.Equal([0.43f, 0f, 0.13f, 1f], p);
        p = Drawn(new Crop { ScaleMin = 1 }, 1, new ImageSize(100, 10))[0];
        Assert.Equal([0f, 0.43f, 1f, 0.13f], p);
    }

    [Fact]
    public void Jitter_draws_its_ranges_evenly_and_every_order()
    {
        var drawn = Drawn(new Jitter { Brightness = 0.4, Contrast = 0.3, Saturation = 1.5, Hue = 0.1, Strength = 0.5 });
        Within(drawn, 0, 0.8, 1.2);
        Within(drawn, 1, 0.85, 1.15);
        Within(drawn, 2, 0.25, 1.75);
        Within(drawn, 3, -0.05, 0.05);
        Assert.Equal(Enumerable.Range(0, 24), drawn.Select(p => (int)p[4]).Distinct().Order());
        Within(Drawn(new Jitter { Brightness = 2 }), 0, 0, 3);
    }

    [Fact]
    public void Jitter_of_one_channel_reports_saturation_and_hue_as_unchanged() =>
        Assert.All(Drawn(new Jitter(), output: new SampleShape(1, 28, 28)), p => Assert.Equal([1f, 0f], p[2..4]));

    [Fact]
    public void The_orders_of_jitter_are_all_different()
    {
        var jitter = new Jitter();
        Draws unused = default;
        var results = new HashSet<string>();
        for (var order = 0; order < 24; order++)
        {
            var canvas = Canvases.Random(3, 4, 4);
            jitter.Apply([1.3f, 1.4f, 1.5f, 0.2f, order], canvas, ref unused);
            results.Add(string.Join(' ', Canvases.Values(canvas)));
        }

        // Some orders give the same image: brightness and saturation cut to the range commute unless a value is cut.
        Assert.InRange(results.Count, 12, 24);
    }

    [Fact]
    public void Ranges_of_the_others_are_kept()
    {
        Within(Drawn(new Blur { SigmaMin = 0.5, SigmaMax = 1.5 }), 0, 0.5, 1.5);
        Within(Drawn(new Rotate { Degrees = 30 }), 0, -30, 30);
        Within(Drawn(new Noise { SigmaMin = 0.1, SigmaMax = 0.3 }), 0, 0.1, 0.3);
        Within(Drawn(new FeatureScale { FactorMin = 0.5, FactorMax = 2 }), 0, 0.5, 2);
        var shifts = Drawn(new Pad { Padding = 3 });
        Assert.Equal(Enumerable.Range(-3, 7), shifts.Select(p => (int)p[0]).Distinct().Order());
        Assert.Equal(Enumerable.Range(-3, 7), shifts.Select(p => (int)p[1]).Distinct().Order());
    }

    [Theory]
    [InlineData(224, 0, 23)]
    [InlineData(96, 0, 9)]
    [InlineData(64, 0, 7)]
    [InlineData(64, 5, 5)]
    [InlineData(64, 6, 7)]
    public void The_blurs_kernel_is_a_tenth_of_the_side_made_odd(int side, int kernel, int taps) =>
        Assert.Equal(taps, new Blur { Kernel = kernel }.Taps(side, side));

    [Fact]
    public void Probability_decides_how_often_an_augmentation_is_applied()
    {
        using var data = Pictures.Random(new SampleShape(3, 8, 8), 2000);
        using var folder = new TemporaryFolder();
        var plan = ViewPlan.Named(folder.File("p.yaml", "- flip: {probability: 0.3}\n- jitter: {probability: 0}\n- solarize: {probability: 1}\n"), data, null);
        using var loader = new ViewLoader(data, plan, PairSources.Augmentation(data), new LoaderOptions { Batch = 2000 });
        using var batch = loader.Epoch(0).Single();
        var drawn = batch.Parameters(0);
        float[] Column(string name) => [.. Enumerable.Range(0, 2000).Select(r => drawn.Value(r, drawn.Names.ToList().IndexOf(name)))];
        Assert.InRange(Column("flip").Count(v => v == 1), 498, 702); // five standard errors about 600
        Assert.All(Column("brightness"), v => Assert.Equal(1, v));
        Assert.All(Column("hue"), v => Assert.Equal(0, v));
        Assert.All(Column("solarize"), v => Assert.Equal(1, v));
    }

    [Fact]
    public void The_parameters_tell_exactly_what_was_done()
    {
        using var data = Pictures.Random(new SampleShape(3, 30, 40), 20);
        using var folder = new TemporaryFolder();
        var plan = ViewPlan.Named(folder.File("p.yaml", "- crop\n- flip\n- jitter\n- grayscale\n- rotate\n- pad\n- solarize\n"), data, 16);
        using var loader = new ViewLoader(data, plan, PairSources.Augmentation(data), new LoaderOptions { Batch = 20 });
        using var batch = loader.Epoch(0).Single();
        var pixels = new PixelBuffer();
        var canvas = new Canvas(3, 16, 16);
        Draws unused = default;
        for (var row = 0; row < 20; row++)
        {
            var p = batch.Parameters(1).Row(row).ToArray();
            data.ReadPixels(batch.Indices[row], pixels);
            var frame = new Frame
            {
                X = Math.Round(p[0] * 40), Y = Math.Round(p[1] * 30), Width = Math.Round(p[2] * 40), Height = Math.Round(p[3] * 30), MirrorX = p[4] == 1,
            };
            new FrameKernel().Render(pixels.Pixels.Span, pixels.Size, 3, frame, canvas);
            new Jitter().Apply(p.AsSpan(5, 5), canvas, ref unused);
            if (p[10] == 1) ColourKernel.Grayscale(canvas);
            MoveKernel.Rotate(canvas, p[11]);
            MoveKernel.Shift(canvas, (int)p[12], (int)p[13]);
            if (p[14] == 1) ColourKernel.Solarize(canvas, 0.5f);
            float[] expected = [.. Canvases.Values(canvas).Select(v => (v - 0.5f) * 2)];
            Canvases.Near(expected, batch.View(1).Slice(row * 768, 768).ToArray(), 1e-6);
        }
    }

    [Fact]
    public void Vectors_are_masked_and_scaled_as_the_parameters_say()
    {
        using var folder = new TemporaryFolder();
        var rows = Enumerable.Range(0, 40).SelectMany(i => Enumerable.Range(1, 50).Select(j => (float)(i + j))).ToArray();
        Files.Npy.Write<float>(Path.Combine(folder.Path, "x.npy"), rows, 40, 50);
        using var data = DataSets.Open(new DataRequest { Name = "npy:" + Path.Combine(folder.Path, "x.npy") });
        using var loader = new ViewLoader(data, ViewPlan.Named("vector", data, null), PairSources.Augmentation(data), new LoaderOptions { Batch = 40 });
        using var batch = loader.Epoch(0).Single();
        for (var row = 0; row < 40; row++)
        {
            var view = batch.View(0).Slice(row * 50, 50).ToArray();
            var original = data.Row(batch.Indices[row]).ToArray();
            Assert.Equal(view.Count(v => v == 0) / 50f, batch.Parameters(0).Value(row, 0));
            var factor = batch.Parameters(0).Value(row, 1);
            for (var j = 0; j < 50; j++) Assert.True(view[j] == 0 || Math.Abs(view[j] - factor * original[j]) < 1e-4);
        }
    }

    private static void Within(float[][] drawn, int column, double low, double high)
    {
        Assert.All(drawn, p => Assert.InRange(p[column], (float)low, (float)high));
        Assert.Equal((low + high) / 2, drawn.Average(p => p[column]), (high - low) * 0.025);
        Assert.True(drawn.Max(p => p[column]) - drawn.Min(p => p[column]) > 0.99 * (high - low));
    }
}
