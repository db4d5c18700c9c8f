using Semblance.Errors;
using Semblance.Insight.Generation;
using Semblance.Insight.Tests.Style;
using Semblance.Tensors;

namespace Semblance.Insight.Tests.Generation;

public sealed class GenerationTests
{
    [Theory]
    [InlineData("simvae", 5)]
    [InlineData("vae", 4)]
    public void A_generative_run_gives_its_grids_and_a_distance_in_named_features(string method, int grids)
    {
        using var pictures = new StripePictures();
        var result = pictures.Train(method, "linear:out=4");
        var place = pictures.Out("pictures");
        var json = RunGeneration.Write(result.Folder, place, new GenerationOptions { Columns = 6, FrechetSamples = 60 });
        var files = json["images"]!.AsArray().Select(i => (string)i!["file"]!).ToList();
        Assert.Equal(grids, files.Count);
        Assert.All(files, f => Assert.Equal((byte[])[0x89, 0x50, 0x4E, 0x47], File.ReadAllBytes(f)[..4]));
        Assert.StartsWith("untrained cnn:", (string)json["frechet"]!["encoder"]!, StringComparison.Ordinal);
        Assert.True((double)json["frechet"]!["samples"]! >= 0);
        var other = RunGeneration.Write(result.Folder, place, new GenerationOptions { Columns = 6, FrechetSamples = 60, FeaturesRun = result.Folder.Path });
        Assert.Equal($"representation of run '{method}'", (string)other["frechet"]!["encoder"]!);
        Assert.Contains("What the model generates", RunGeneration.Card(result.Folder, new GenerationOptions { Columns = 6 }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_discriminative_run_generates_nothing_and_says_so()
    {
        using var pictures = new StripePictures();
        var result = pictures.Train("simclr", "none");
        var e = Assert.Throws<RequestException>(() => RunGeneration.Write(result.Folder, pictures.Out("pictures"), new GenerationOptions()));
        Assert.StartsWith("method 'simclr' generates nothing - ", e.Message, StringComparison.Ordinal);
        Assert.EndsWith("train vae, beta-vae, cr-vae or simvae", e.Message, StringComparison.Ordinal);
        Assert.Equal("", RunGeneration.Card(result.Folder, new GenerationOptions()));
    }

    [Fact]
    public void Frechet_distance_of_normal_samples_is_that_of_their_normals()
    {
        // Independent dimensions: the sum of squared differences of means and of deviations.
        var random = new Random(5);
        const int rows = 20_000;
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var first = new float[rows * 2];
        var second = new float[rows * 2];
        for (var row = 0; row < rows; row++)
        {
            (first[2 * row], first[(2 * row) + 1]) = ((float)(1 * Normal()), (float)(2 * Normal()));
            (second[2 * row], second[(2 * row) + 1]) = ((float)(3 + (2 * Normal())), (float)(-1 + (0.5 * Normal())));
        }

        Assert.Equal(9 + 1 + 1 + 2.25, FrechetDistance.Of(first, second, 2), 0.35);
        Assert.Equal(0, FrechetDistance.Of(first, first, 2), 1e-5);
        Assert.Throws<RequestException>(() => FrechetDistance.Of([1, 2], second, 2));
    }

    [Fact]
    public void Pictures_are_laid_out_row_by_row_with_lines_between()
    {
        using var scope = new TensorScope();
        var grid = new ImageGrid(Tensor.Cat([Tensor.Zeros([2, 1, 3, 4]), Tensor.Ones([1, 1, 3, 4])]), 2);

        // Two columns of 4 pixels and two rows of 3, with lines of 2 pixels round each: the header of the PNG says 14 x 12.
        Assert.Equal([0, 0, 0, 14, 0, 0, 0, 12], grid.Png[16..24]);
    }
}
