using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Features;

/// <summary>Class collapse in a trained network.</summary>
internal sealed class NetworkCollapse : Experiment
{
    public override string Id => "F5";

    public override string Title => "Class collapse, with a trained network";

    public override string Source => "Derived from Xue et al. 2023, table 3 and figure 3, on FashionMNIST with three coarse classes";

    public override string Shows => "The supervised loss pulls subclasses together until next to nothing of their distance is left; a joint loss leaves many times more. A scale-free probe only sees it without augmentation.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        if (SmallClothes.Open(context, findings, 4000, context.Size(4000, 10_000)) is not var (train, test)) return;
        var recipe = new ClothesRecipe { Method = "supcon", Sizes = [256, 256, 256], Head = 0, Out = 32, Epochs = context.Size(8, 120), Strength = .5 };
        var (rows, curves) = (new List<IReadOnlyList<string>>(), new List<Curve>());
        var bare = Follow(context, "supcon, no augmentation", recipe with { Strength = null }, train, test, rows, curves);
        var augmented = Follow(context, "supcon", recipe, train, test, rows, curves);
        var joint = Follow(context, "joint .5", recipe with { Method = "joint" }, train, test, rows, curves);
        findings.AtMost("collapsed", $"supcon: scatter of subclasses over scatter of classes after {recipe.Epochs} epochs (printed for 120: .0052)", context.Size(.08, .02), augmented[^1].Sub);
        findings.Above("joint", "joint .5: the same, over that of supcon (printed for 120 epochs: 17)", context.Size(2.5, 5), joint[^1].Sub / augmented[^1].Sub);
        if (!context.IsQuick) findings.Above("fine", "supcon without augmentation: subclass accuracy lost since the start (printed: .747 to .667)", .05, bare[0].Fine - bare[^1].Fine);
        findings.Above("coarse", "supcon without augmentation: class accuracy gained", .04, bare[^1].Coarse - bare[0].Coarse);
        findings.Add(new Table("Over training, on test pictures", "Within: scatter within classes over scatter between. Subclasses: scatter of their centres within classes over that between classes.", ["loss", "epoch", "class accuracy", "subclass accuracy", "within / between", "subclasses / between"], rows));
        findings.Add(new Figure("Scatter of subclasses over scatter of classes", "On test pictures.", curves, new ChartAxes("epoch", "ratio", LogY: true)));
    }

    private static List<(double Coarse, double Fine, double Sub)> Follow(
        ExperimentContext context, string name, ClothesRecipe recipe, SmallClothes train, SmallClothes test, List<IReadOnlyList<string>> rows, List<Curve> curves)
    {
        using var network = new ClothesNetwork(recipe, context.Seed);
        var known = train.First(3000);
        var empty = new Matrix(train.Count, 0);
        var (result, points) = (new List<(double Coarse, double Fine, double Sub)>(), new List<(double X, double Y)>());
        void Look(int epoch)
        {
            using var scope = new TensorScope();
            var (z, zTest) = (network.Embed(known.Pixels), network.Embed(test.Pixels));
            var geometry = ClassGeometry.Of(zTest, test.Coarse, test.Fine);
            var (coarse, fine) = (ScaledProbe.Accuracy(z, known.Coarse, zTest, test.Coarse, 1), ScaledProbe.Accuracy(z, known.Fine, zTest, test.Fine, 1));
            result.Add((coarse, fine, geometry.SubclassOverBetween));
            rows.Add([name, $"{epoch}", Words.Of(coarse, 3), Words.Of(fine, 3), Words.Of(geometry.WithinOverBetween, 3), Words.Of(geometry.SubclassOverBetween, 4)]);
            points.Add((epoch, geometry.SubclassOverBetween));
        }

        Look(0);
        network.Train(train.Pixels, train.Coarse, empty, context.Seed + 1, epoch =>
        {
            context.Step($"{name}, epoch {epoch} of {recipe.Epochs}");
            if (epoch is 2 or 8 or 30 or 60 || epoch == recipe.Epochs) Look(epoch);
        });
        curves.Add(new Curve(name, Palette.Classes[curves.Count], points));
        return result;
    }
}
