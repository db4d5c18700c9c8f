using Semblance.Pairs.Augmentations;
using Semblance.Pairs.Designs;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Tests.Planning;

public class PlanRangeTests
{
    private static readonly SampleShape Picture = new(3, 32, 32);

    public static TheoryData<string> Drawn =>
        ["crop.width", "flip", "vertical-flip", "brightness", "contrast", "saturation", "hue", "grayscale", "blur.sigma", "solarize", "rotation.angle", "pad.x", "noise.sigma", "scale.factor"];

    private static Augmentation Drawing(string parameter) => ((Augmentation[])
    [
        new Crop { ScaleMin = 0.4 }, new Flip { Probability = 0.2 }, new VerticalFlip { Probability = 0.2 }, new Jitter { Brightness = 0.3, Contrast = 0.3, Saturation = 0.3, Hue = 0.1 }, new Grayscale(), new Blur(), new Solarize(),
        new Rotate(), new Pad(), new Noise { SigmaMin = 0.02, SigmaMax = 0.08 }, new FeatureScale(),
    ]).First(a => a.ParameterNames.Contains(parameter));

    private static double Spread(ViewPlan plan, string parameter)
    {
        var step = plan.ListOf(0)[0];
        var column = step.ParameterNames.ToList().IndexOf(parameter);
        var drawn = Enumerable.Range(0, 4000).Select(i =>
        {
            var parameters = new float[step.ParameterNames.Count];
            step.Neutral(parameters);
            var draws = new Draws(1, 0, i, 0, 0);
            if (draws.Chance(step.Probability)) step.Draw(ref draws, new ImageSize(120, 160), Picture, parameters);
            return (double)parameters[column];
        }).ToList();
        return Math.Sqrt(drawn.Average(v => v * v) - Math.Pow(drawn.Average(), 2));
    }

    [Theory]
    [MemberData(nameof(Drawn))]
    public void A_number_is_drawn_from_a_range_so_much_wider_or_narrower(string parameter)
    {
        var step = Drawing(parameter);
        var shape = step.Stage == AugmentationStage.Vector ? new SampleShape(5, 1, 1) : Picture;
        var plan = new ViewPlan(shape, shape, [[step]], null);
        var before = Spread(plan, parameter);
        Assert.True(Spread(plan.WithRange(parameter, 1.5)!, parameter) > 1.1 * before);
        Assert.True(Spread(plan.WithRange(parameter, 0.5)!, parameter) < 0.9 * before);
        Assert.Equal(0, Spread(plan.WithRange(parameter, 0)!, parameter), 0.06);
    }

    [Fact]
    public void Other_numbers_and_other_views_stay_as_they_are()
    {
        var plan = new ViewPlan(Picture, Picture, [[new Crop(), new Jitter()], [new Crop(), new Flip()]], null);
        var changed = plan.WithRange("contrast", 0.5)!;
        Assert.Equal(new Jitter { Contrast = 0.4 }, changed.Views[0][1]);
        Assert.Equal(plan.Views[1], changed.Views[1]);
        Assert.Equal((plan.Output, plan.Normalisation.Mean[0]), (changed.Output, changed.Normalisation.Mean[0]));
    }

    [Fact]
    public void The_second_augmentation_of_a_kind_is_meant_by_its_number()
    {
        var plan = new ViewPlan(Picture, Picture, [[new Flip { Probability = 0.1 }, new Flip { Probability = 0.2 }]], null);
        Assert.Equal([0.1, 0.1], plan.WithRange("flip.2", 0.5)!.Views[0].Select(a => a.Probability));
    }

    [Fact]
    public void What_is_not_drawn_or_cannot_change_gives_nothing()
    {
        var plan = new ViewPlan(Picture, Picture, [[new Jitter { Hue = 0 }, new Flip()]], null);
        Assert.Null(plan.WithRange("blur.sigma", 2));
        Assert.Null(plan.WithRange("jitter.order", 2));
        Assert.Null(plan.WithRange("hue", 2));
        Assert.Null(plan.WithRange("flip", 2));
    }

    [Fact]
    public void Ranges_stop_at_what_options_allow_and_a_share_that_was_larger_is_kept()
    {
        var vector = new SampleShape(5, 1, 1);
        Assert.Equal(0.9, ((FeatureMask)new ViewPlan(vector, vector, [[new FeatureMask()]], null).WithRange("mask.share", 9)!.Views[0][0]).Share);
        Assert.Null(new ViewPlan(vector, vector, [[new FeatureMask { Share = 0.95 }]], null).WithRange("mask.share", 9));
        Assert.Equal(0.02, ((Crop)new ViewPlan(Picture, Picture, [[new Crop()]], null).WithRange("crop.x", 9)!.Views[0][0]).ScaleMin);
        Assert.Equal(180, ((Rotate)new ViewPlan(Picture, Picture, [[new Rotate()]], null).WithRange("rotation.angle", 99)!.Views[0][0]).Degrees);
    }

    [Theory]
    [InlineData("fashion-mnist+bits", "fashion-mnist+bits:flip=0.1")]
    [InlineData("fashion-mnist+coarse+bits:count=4,flip=0,seed=3+glyphs", "fashion-mnist+coarse+bits:count=4,seed=3,flip=0.1+glyphs")]
    [InlineData("fashion-mnist+coarse", null)]
    public void One_option_of_a_design_can_be_changed(string data, string? expected) => Assert.Equal(expected, DesignCatalog.With(data, "bits", "flip", "0.1"));
}
