using Semblance.Insight.Experiments;
using Semblance.Insight.Experiments.Features;

namespace Semblance.Insight.Tests.Experiments;

public sealed class TrialStoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("semblance-trials-");

    public void Dispose() => _folder.Delete(recursive: true);

    private TrialStore Store(bool keeps = true) => new(new ExperimentContext(new ReproduceOptions { WorkFolder = keeps ? _folder.FullName : null }, _ => { }, default), "F4");

    private static ClothesTrial Trial(double accuracy) => new(accuracy, .5, double.NaN, 1.25);

    [Fact]
    public void A_trial_is_kept_and_not_made_again_by_the_next_run()
    {
        Assert.Equal(Trial(.75), Store().Of("shared 12, seed 1", "a", () => Trial(.75)));
        Assert.Equal(Trial(.75), Store().Of<ClothesTrial>("shared 12, seed 1", "a", () => throw new InvalidOperationException("made again")));
    }

    [Fact]
    public void Other_settings_and_a_broken_file_are_made_anew()
    {
        _ = Store().Of("arm", "a", () => Trial(.75));
        Assert.Equal(Trial(.8), Store().Of("arm", "b", () => Trial(.8)));
        File.WriteAllText(Path.Combine(_folder.FullName, "F4", "arm.json"), "{ cut");
        Assert.Equal(Trial(.7), Store().Of("arm", "b", () => Trial(.7)));
        Assert.Equal(Trial(.7), Store().Of("arm", "b", () => Trial(.6)));
    }

    [Fact]
    public void Without_a_work_folder_nothing_is_kept()
    {
        Assert.Equal(Trial(.1), Store(keeps: false).Of("arm", "a", () => Trial(.1)));
        Assert.Equal(Trial(.2), Store(keeps: false).Of("arm", "a", () => Trial(.2)));
        Assert.Empty(_folder.GetFileSystemInfos());
    }

    [Fact]
    public void Recipes_that_differ_have_other_words()
    {
        var recipe = new ClothesRecipe();
        string[] words = [recipe.Words, (recipe with { Sizes = [256, 64] }).Words, (recipe with { Perturbation = .1 }).Words, (recipe with { Form = "class-conditional" }).Words, (recipe with { Bits = new BitPlan { Count = 3 } }).Words];
        Assert.Equal(words.Length, words.Distinct().Count());
        Assert.Equal(recipe.Words, new ClothesRecipe().Words);
    }
}
