using Semblance.Insight.Evaluation;
using Semblance.Insight.Style;
using Semblance.Pairs;
using Semblance.Tensors;
using Semblance.Training;

namespace Semblance.Insight.Tests.Style;

public sealed class StyleTests
{
    [Fact]
    public void Tasks_are_what_varies_with_the_crop_as_scale_and_centre_in_the_direction_of_the_view()
    {
        var drawn = new Dictionary<string, double[]>
        {
            ["crop.x"] = [0, 0.5, 0.25], ["crop.y"] = [0, 0, 0.5], ["crop.width"] = [1, 0.5, 0.25], ["crop.height"] = [1, 0.5, 0.25],
            ["vertical-flip"] = [0, 0, 1], ["brightness"] = [1, 1, 1], ["jitter.order"] = [1, 2, 3], ["blur.sigma"] = [0, 0.5, 1],
        };
        var tasks = StyleTask.OfParameters(drawn, drawn).ToDictionary(t => t.Name);
        Assert.Equal(["vertical-flip", "blur.sigma", "crop scale", "crop centre x", "crop centre y"], tasks.Keys);
        Assert.True(tasks["vertical-flip"].IsChoice);
        Assert.Equal([1, 0.5, 0.25], tasks["crop scale"].Train);
        Assert.Equal([0, 0.25, -0.125], tasks["crop centre x"].Train);
        Assert.Equal([0, -0.25, -0.125], tasks["crop centre y"].Train);
    }

    [Fact]
    public void Features_that_hold_the_parameters_score_full_style_and_features_that_hold_the_picture_full_content()
    {
        using var pictures = new StripePictures();
        using var train = pictures.Open();
        using var test = pictures.Open();
        var plan = ViewPlan.Named(pictures.Plan, train, null);

        // One feature is the brightness of the view, which the augmentation drew; the other the place of the stripe, which is the class.
        var source = new LayerSource(["style", "content"], samples => [Style(samples), Content(samples)], "content");
        var report = new StyleEvaluation(source, plan, new StyleOptions { TrainRows = 300, TestRows = 200, DecoderSteps = 500, Content = "linear,knn" }).Run(train, test, null);
        var (style, content) = (report.Layers[0], report.Layers[1]);
        Assert.False(style.IsOwn);
        Assert.True(content.IsOwn);
        Assert.InRange(Assert.Single(style.Style).Score, 0.99, 1);
        Assert.InRange(style.MeanStyle!.Value, 0.99, 1);
        Assert.InRange(content.MeanStyle!.Value, 0, 0.1);
        Assert.Equal(1, content.Content!.Linear!.Accuracy);
        Assert.Equal(1, content.Neighbours);
        Assert.InRange(style.Content!.Linear!.Accuracy, 0, 0.6);
        Assert.True(content.Reconstruction!.Error < 0.7 * content.Reconstruction.MeanError);
        Assert.True(content.Reconstruction.Error < style.Reconstruction!.Error);

        // Views of a sample share the content feature wholly, the style feature not at all.
        Assert.InRange(report.Fits![1].Correlation!.Value, 0.99, 1);
        Assert.InRange(report.Fits[0].Correlation!.Value, 0, 0.15);

        static Tensor Style(Tensor samples) => samples.Flatten(1).Max(1, keep: true);
        static Tensor Content(Tensor samples) => samples.Flatten(1).ArgMax(1, keep: true).To(ElementType.Float32);
    }

    [Fact]
    public void Scorecard_covers_input_representation_each_head_layer_and_embedding_of_a_run()
    {
        using var pictures = new StripePictures();
        var result = pictures.Train("simclr", "mlp:hidden=16,out=8");
        var report = StyleEvaluation.OfRun(result.Folder, null, new StyleOptions { TrainRows = 200, TestRows = 100, DecoderSteps = 5, Content = "linear" });
        Assert.Equal(["input", "representation", "head 1", "embedding"], report.Layers.Select(l => l.Name));
        Assert.Equal([64, 6, 16, 8], report.Layers.Select(l => l.Dim));
        Assert.Equal("representation", report.Layers.Single(l => l.IsOwn).Name);
        var json = StyleJson.From(report)["layers"]!.AsArray();
        foreach (var layer in json)
        {
            foreach (var key in new[] { "name", "own", "dim", "content", "knn_euclidean_15", "style", "mean_style", "reconstruction", "view_reconstruction", "model" }) Assert.True(layer!.AsObject().ContainsKey(key), key);
        }

        var page = StyleCard.Html(new System.Text.Json.Nodes.JsonObject { ["style"] = StyleJson.From(report) });
        Assert.Contains("Content and style of every layer", page, StringComparison.Ordinal);
        Assert.Contains("head 1", page, StringComparison.Ordinal);
        Assert.Equal("", StyleCard.Html([]));
    }

    [Fact]
    public void Own_layer_of_a_generative_run_is_the_mean_of_its_posterior()
    {
        using var pictures = new StripePictures();
        var result = pictures.Train("simvae", "linear:out=4");
        using var model = RunModel.Load(result.Folder);
        Assert.Equal("embedding", LayerSource.Of(model, 64).Own);
        Assert.Equal(["representation", "embedding"], LayerSource.Of(model, 1_000_000).Names);
    }

    [Fact]
    public void A_tie_of_votes_goes_to_the_smallest_label()
    {
        var train = new FeatureSet([0, 1, 2, 3], 4, 1, [5, 3, 3, 5]);
        Assert.Equal(1, PlainVote.Accuracy(train, new FeatureSet([1.5f], 1, 1, [3]), 4));
    }
}
