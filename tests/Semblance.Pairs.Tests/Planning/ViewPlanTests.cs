using Semblance.Errors;
using Semblance.Pairs.Augmentations;

namespace Semblance.Pairs.Tests.Planning;

public class ViewPlanTests
{
    private static readonly SampleShape Grey = new(1, 28, 28), Colour = new(3, 64, 64), Vector = SampleShape.Vector(10);

    public static TheoryData<string> ImagePresets => new(ViewPlan.Presets.Where(p => p != "vector"));

    [Theory]
    [MemberData(nameof(ImagePresets))]
    public void A_preset_survives_its_own_yaml(string preset)
    {
        foreach (var (shape, size) in new[] { (Grey, (int?)null), (Grey, 32), (Colour, 96) })
        {
            var plan = ViewPlan.Named(preset, shape, size, new Normalisation([0.286], [0.353]));
            var again = ViewPlan.FromYaml(plan.ToYaml());
            Assert.Equal(plan.ToYaml(), again.ToYaml());
            Assert.Equal(plan.Output, again.Output);
            Assert.Equal(plan.Normalisation.Mean, again.Normalisation.Mean);
            Assert.Equal(plan.Views.SelectMany(v => v), again.Views.SelectMany(v => v));
        }
    }

    [Fact]
    public void The_vector_preset_fits_vectors_only()
    {
        Assert.Equal(["mask.share", "scale.factor"], ViewPlan.Named("vector", Vector, null).ParameterNames(0));
        var error = Assert.Throws<RequestException>(() => ViewPlan.Named("vector", Grey, null));
        Assert.StartsWith("augmentation 'mask' does not fit the data - the samples are images - use crop, ", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<RequestException>(() => ViewPlan.Named("simclr", Vector, null));
        Assert.Equal("augmentation 'crop' does not fit the data - the samples are vectors - use noise, mask, scale", error.Message);
    }

    [Fact]
    public void An_unknown_preset_is_refused_with_a_suggestion()
    {
        var error = Assert.Throws<RequestException>(() => ViewPlan.Named("simclr-smal", Grey, null));
        Assert.Contains("unknown augmentation preset 'simclr-smal'", error.Message, StringComparison.Ordinal);
        Assert.Contains("did you mean 'simclr-small'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Views_from_64_pixels_are_blurred_and_smaller_ones_are_not()
    {
        Assert.Contains("blur.sigma", ViewPlan.Named("simclr", Colour, 64).ParameterNames(0));
        Assert.DoesNotContain("blur.sigma", ViewPlan.Named("simclr", Colour, 63).ParameterNames(0));
    }

    [Fact]
    public void Barlow_solarizes_the_second_view_only()
    {
        var plan = ViewPlan.Named("barlow", Colour, null);
        Assert.DoesNotContain("solarize", plan.ParameterNames(0));
        Assert.Contains("solarize", plan.ParameterNames(1));
        Assert.Equal(0.1, plan.ListOf(1).OfType<Blur>().Single().Probability);
        Assert.Equal(plan.ParameterNames(0), plan.ParameterNames(2));
    }

    [Fact]
    public void A_yaml_list_becomes_a_plan()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("mine.yaml", "- crop: {scale: [0.5, 0.9], ratio: 1}\n- flip\n- blur: {sigma: [0.5, 1], kernel: 5, probability: 0.3}\n");
        var list = ViewPlan.Named(file, Grey, 32).ListOf(0);
        Assert.Equal(new Crop { ScaleMin = 0.5, ScaleMax = 0.9, RatioMin = 1, RatioMax = 1 }, list[0]);
        Assert.Equal(new Flip(), list[1]);
        Assert.Equal(new Blur { SigmaMin = 0.5, SigmaMax = 1, Kernel = 5, Probability = 0.3 }, list[2]);
    }

    [Fact]
    public void A_yaml_list_of_lists_gives_each_view_its_own()
    {
        using var folder = new TemporaryFolder();
        var plan = ViewPlan.Named(folder.File("mine.yml", "- - flip\n- - crop\n  - solarize: {threshold: 0.4}\n"), Grey, null);
        Assert.Equal(["flip"], plan.ParameterNames(0));
        Assert.Equal(["crop.x", "crop.y", "crop.width", "crop.height", "solarize"], plan.ParameterNames(1));
    }

    [Theory]
    [InlineData("- cropp: {}", "unknown augmentation in")]
    [InlineData("- crop: {scal: 1}", "unknown option of augmentation 'crop'")]
    [InlineData("- crop: {scale: [0, 1]}", "option 'scale-min' of augmentation 'crop'")]
    [InlineData("- crop: {scale: [0.9, 0.1]}", "option 'scale' of augmentation 'crop' runs backwards - got [0.9, 0.1]")]
    [InlineData("- crop: {scale: [1, 2, 3]}", "3 numbers for 'scale'")]
    [InlineData("- flip: {probability: often}", "option 'probability' of augmentation 'flip'")]
    [InlineData("- jitter\n- crop", "augmentation 'crop' comes too late")]
    [InlineData("- crop\n- crop", "two crops in one list")]
    [InlineData("- mask", "augmentation 'mask' does not fit the data - the samples are images")]
    [InlineData("- {crop: {}, flip: {}}", "line 1: not one augmentation")]
    [InlineData("just words", "line 1: no list")]
    [InlineData("views: []\nnormalize: {}", "did you mean 'normalise'?")]
    [InlineData("views: []\nnormalise: {mean: [0.5], std: [0]}", "deviations above 0")]
    [InlineData("- [", "is not valid YAML - line ")]
    [InlineData("", "0 YAML documents")]
    public void A_bad_yaml_file_is_refused(string yaml, string text)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("bad.yaml", yaml);
        var error = Assert.Throws<RequestException>(() => ViewPlan.Named(file, Grey, null));
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_yaml_file_is_refused()
    {
        var error = Assert.Throws<RequestException>(() => ViewPlan.Named("no/such.yaml", Grey, null));
        Assert.Equal("no augmentation file 'no/such.yaml' - there is no such file - give a preset or an existing .yaml file", error.Message);
    }

    [Fact]
    public void A_bare_list_is_no_whole_plan()
    {
        var error = Assert.Throws<RequestException>(() => ViewPlan.FromYaml("- flip"));
        Assert.Contains("give a whole plan with input and views", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_image_size_is_refused() =>
        Assert.StartsWith("bad image size - got 0x0", Assert.Throws<RequestException>(() => ViewPlan.Plain(Grey, 0)).Message, StringComparison.Ordinal);

    [Fact]
    public void Large_plain_views_leave_out_the_outer_eighth()
    {
        Assert.Equal(0.875, ViewPlan.Plain(Colour, 224).ListOf(0).OfType<CentreCrop>().Single().Share);
        Assert.Empty(ViewPlan.Plain(Colour, 96).ListOf(0));
    }

    [Fact]
    public void The_plain_twin_keeps_size_and_normalisation()
    {
        var plan = ViewPlan.Named("simclr", Grey, 32, new Normalisation([0.286], [0.353]));
        var twin = plan.ToPlain();
        Assert.Equal(plan.Output, twin.Output);
        Assert.Equal(plan.Normalisation.Std, twin.Normalisation.Std);
        Assert.Empty(twin.ParameterNames(0));
    }

    [Fact]
    public void A_data_set_gives_its_normalisation_to_the_plan()
    {
        using var data = Pictures.Random(Grey, 2);
        Assert.Equal([0.5], ViewPlan.Named("none", data, null).Normalisation.Mean);
        Assert.Equal([0.0], ViewPlan.Named("none", Vector, null).Normalisation.Mean);
    }
}
