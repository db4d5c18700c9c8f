namespace Semblance.Insight.Experiments.Features;

/// <summary>A watermark that views share against one that they do not.</summary>
internal sealed class NetworkMarks : Experiment
{
    public override string Id => "F4";

    public override string Title => "A watermark with its control arm";

    public override string Source => "Derived: three arms, clean, shared, re-sampled, on FashionMNIST";

    public override string Shows => "Twelve pixels that both views share cost a quarter of the accuracy and end the training early; the same pixels drawn anew for each view cost next to nothing.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        if (SmallClothes.Open(context, findings, 6000, context.Size(4000, 10_000)) is not var (train, test)) return;
        var recipe = new ClothesRecipe { Epochs = context.Size(8, 20) };
        var painted = new BitPlan { IsPainted = true, Count = 12 };
        (string Name, BitPlan Bits, double Printed, double Loss, bool IsQuick)[] arms =
        [
            ("clean", new BitPlan(), .814, 7.49, true), ("shared 4", painted with { Count = 4 }, .753, 3.47, false), ("shared 8", painted with { Count = 8 }, .684, 1.11, false),
            ("shared 12", painted, .566, .46, true), ("control 12", painted with { IsControl = true }, .799, 7.53, true), ("before 12", painted with { IsBefore = true }, .781, 7.77, false),
        ];
        arms = [.. arms.Where(a => a.IsQuick || !context.IsQuick)];
        var seeds = ClothesTrial.OfSeeds(context, Id, [.. arms.Select(a => (a.Name, recipe with { Bits = a.Bits }))], train, test);
        var found = seeds.ToDictionary(s => s.Key, s => ClothesTrial.Mean(s.Value));
        var rows = arms.Select(a => (IReadOnlyList<string>)
        [
            a.Name, string.Join(' ', seeds[a.Name].Select(t => Words.Of(t.Accuracy, 3))), Words.Of(found[a.Name].Accuracy, 3), Words.Of(found[a.Name].Untrained, 3), Words.Of(found[a.Name].Loss, 2),
            $"{Words.Of(a.Printed, 3)}, {Words.Of(a.Loss, 2)}",
        ]).ToList();
        findings.Above("shared", "twelve shared pixels: loss of accuracy against clean pictures", .15, found["clean"].Accuracy - found["shared 12"].Accuracy);
        findings.Below("control", "twelve pixels drawn anew: loss of accuracy", .05, found["clean"].Accuracy - found["control 12"].Accuracy);
        findings.Below("crossing", "loss of training with shared pixels over that with clean pictures", context.Size(.4, .2), found["shared 12"].Loss / found["clean"].Loss);
        if (!context.IsQuick) Order(findings, seeds, found);
        findings.Add(new Table("Arms", "Accuracy for ten kinds of clothes: each seed, their mean. Painted before augmentation, the block is moved and covered.", ["arm", "seeds", "mean", "untrained", "loss", "printed accuracy and loss"], rows));
    }

    private static void Order(Findings findings, IReadOnlyDictionary<string, IReadOnlyList<ClothesTrial>> seeds, Dictionary<string, ClothesTrial> found)
    {
        string[] falling = ["clean", "control 12", "before 12", "shared 4", "shared 8", "shared 12"];
        string[] shared = ["clean", "shared 4", "shared 8", "shared 12"];
        static bool Falls(IEnumerable<double> values) => values.Zip(values.Skip(1), (a, b) => a > b).All(v => v);
        findings.Holds("monotone", "accuracy falls with 0, 4, 8, 12 shared pixels", "falling", Words.Of(shared.Select(n => Math.Round(found[n].Accuracy, 4))), Falls(shared.Select(n => found[n].Accuracy)));
        findings.Holds("order", "mean accuracy in the printed order: clean, control 12, before 12, shared 4, 8, 12", "falling", Words.Of(falling.Select(n => Math.Round(found[n].Accuracy, 4))), Falls(falling.Select(n => found[n].Accuracy)));
        var count = seeds["clean"].Count;
        findings.Same("seeds", "seeds in which accuracy falls with 0, 4, 8, 12 shared pixels", [count], [Enumerable.Range(0, count).Count(s => Falls(shared.Select(n => seeds[n][s].Accuracy)))]);
    }
}
