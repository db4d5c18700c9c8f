using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Features;

/// <summary>Class collapse in a trained network.</summary>
internal sealed class NetworkCollapse : Experiment
{
    public override string Id => "F5";

    public override string Title => "Class collapse, with a trained network";

    public override string Source => "Derived from Xue et al. 2023, table 3 and figure 3, on FashionMNIST with three coarse classes; class-conditional InfoNCE of Chen et al. 2022 beside it";

    public override string Shows => "The supervised loss pulls subclasses together until next to nothing of their distance is left; a joint loss and class-conditional InfoNCE leave many times more. A scale-free probe only sees it without augmentation.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        if (SmallClothes.Open(context, findings, 4000, context.Size(4000, 10_000)) is not var (train, test)) return;
        var recipe = new ClothesRecipe { Method = "supcon", Sizes = [256, 256, 256], Head = 0, Out = 32, Epochs = context.Size(8, 120), Strength = .5 };
        List<(string Name, ClothesRecipe Recipe)> all = [("supcon, no augmentation", recipe with { Strength = null }), ("supcon", recipe), ("joint .5", recipe with { Method = "joint" })];
        if (!context.IsQuick) all.Add(("class-conditional .5", recipe with { Method = "joint", Form = "class-conditional" }));
        var (store, count) = (new TrialStore(context, Id), context.Size(1, 3));
        var jobs = all.SelectMany(r => Enumerable.Range(0, count).Select(s => (Func<IReadOnlyList<CollapsePoint>>)(() =>
            store.Of($"{r.Name} {context.Seed + s}", $"{r.Recipe.Words} {train.Count} {test.Count} {context.Seed + s} directions", () => Follow(context, r.Name, r.Recipe, train, test, context.Seed + s)))));
        var followed = SideBySide.Run([.. jobs]);
        var seeds = all.Select((_, k) => (IReadOnlyList<IReadOnlyList<CollapsePoint>>)[.. followed.Skip(k * count).Take(count)]).ToList();
        var (rows, curves) = (new List<IReadOnlyList<string>>(), new List<Curve>());
        foreach (var ((name, _), points) in all.Zip(seeds))
        {
            var mean = CollapsePoint.Mean(points);
            rows.AddRange(mean.Select(p => (IReadOnlyList<string>)[name, $"{p.Epoch}", Words.Of(p.Coarse, 3), Words.Of(p.Fine, 3), Words.Of(p.Within, 3), Words.Of(p.Sub, 4), string.Join(' ', points.Select(a => Words.Of(a.First(q => q.Epoch == p.Epoch).Sub, 4)))]));
            curves.Add(new Curve(name, Palette.Classes[curves.Count], [.. mean.Select(p => ((double)p.Epoch, p.Sub))]));
        }

        Judge(context, findings, recipe.Epochs, seeds[0], seeds[1], seeds[2], seeds.ElementAtOrDefault(3));
        findings.Add(new Table("Over training, on test pictures", "Means over seeds. Embeddings of length 1, as the losses see them. Within: scatter within classes over scatter between. Subclasses: scatter of their centres within classes over that between classes.", ["loss", "epoch", "class accuracy", "subclass accuracy", "within / between", "subclasses / between", "of each seed"], rows));
        findings.Add(new Figure("Scatter of subclasses over scatter of classes", "Of directions of test pictures, mean over seeds.", curves, new ChartAxes("epoch", "ratio", LogY: true)));
    }

    private static void Judge(
        ExperimentContext context, Findings findings, int epochs, IReadOnlyList<IReadOnlyList<CollapsePoint>> bare, IReadOnlyList<IReadOnlyList<CollapsePoint>> augmented, IReadOnlyList<IReadOnlyList<CollapsePoint>> joint, IReadOnlyList<IReadOnlyList<CollapsePoint>>? conditional)
    {
        double Last(IReadOnlyList<IReadOnlyList<CollapsePoint>> seeds) => CollapsePoint.Mean(seeds)[^1].Sub;
        var (first, end) = (CollapsePoint.Mean(bare)[0], CollapsePoint.Mean(bare)[^1]);
        findings.AtMost("collapsed", $"supcon: scatter of subclasses over scatter of classes after {epochs} epochs (printed for 120: .0052)", context.Size(.08, .02), Last(augmented));
        findings.Above("joint", "joint .5: the same, over that of supcon (printed for 120 epochs: 17)", context.Size(2.5, 5), Last(joint) / Last(augmented));
        findings.Above("coarse", "supcon without augmentation: class accuracy gained", .04, end.Coarse - first.Coarse);
        if (context.IsQuick) return;
        findings.Above("fine", "supcon without augmentation: subclass accuracy lost since the start (printed: .747 to .667)", .05, first.Fine - end.Fine);
        findings.Same("seeds", "seeds in which joint .5 leaves 5 times what supcon leaves, and supcon without augmentation loses subclasses while it gains classes", [bare.Count], [Enumerable.Range(0, bare.Count).Count(s => joint[s][^1].Sub > 5 * augmented[s][^1].Sub && bare[s][^1].Fine < bare[s][0].Fine && bare[s][^1].Coarse > bare[s][0].Coarse)]);
        findings.Above("conditional", "class-conditional .5: scatter of subclasses over that of supcon; not printed (a remedy if above 1)", 1, Last(conditional!) / Last(augmented));
    }

    private static IReadOnlyList<CollapsePoint> Follow(ExperimentContext context, string name, ClothesRecipe recipe, SmallClothes train, SmallClothes test, long seed)
    {
        using var network = new ClothesNetwork(recipe, seed);
        var known = train.First(3000);
        var empty = new Matrix(train.Count, 0);
        var result = new List<CollapsePoint>();
        void Look(int epoch)
        {
            using var scope = new TensorScope();
            var (z, zTest) = (network.Embed(known.Pixels), network.Embed(test.Pixels));
            var geometry = ClassGeometry.OfDirections(zTest, test.Coarse, test.Fine);
            result.Add(new CollapsePoint(epoch, ScaledProbe.Accuracy(z, known.Coarse, zTest, test.Coarse, 1), ScaledProbe.Accuracy(z, known.Fine, zTest, test.Fine, 1), geometry.WithinOverBetween, geometry.SubclassOverBetween));
        }

        Look(0);
        network.Train(train.Pixels, train.Coarse, empty, seed + 1, epoch =>
        {
            context.Step($"{name}, seed {seed}, epoch {epoch} of {recipe.Epochs}");
            if (epoch is 2 or 8 or 30 or 60 || epoch == recipe.Epochs) Look(epoch);
        });
        return result;
    }
}
