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
        var (found, rows) = (new Dictionary<string, ClothesTrial>(), new List<IReadOnlyList<string>>());
        foreach (var (name, bits, printed, loss, isQuick) in arms)
        {
            if (context.IsQuick && !isQuick) continue;
            found[name] = ClothesTrial.Run(context, name, recipe with { Bits = bits }, train, test, context.Seed);
            rows.Add([name, Words.Of(found[name].Accuracy, 3), Words.Of(found[name].Untrained, 3), Words.Of(found[name].Loss, 2), $"{Words.Of(printed, 3)}, {Words.Of(loss, 2)}"]);
        }

        findings.Above("shared", "twelve shared pixels: loss of accuracy against clean pictures", .15, found["clean"].Accuracy - found["shared 12"].Accuracy);
        findings.Below("control", "twelve pixels drawn anew: loss of accuracy", .05, found["clean"].Accuracy - found["control 12"].Accuracy);
        findings.Below("crossing", "loss of training with shared pixels over that with clean pictures (another loss than the printed one, which has no pairs within a view)", .4, found["shared 12"].Loss / found["clean"].Loss);
        if (!context.IsQuick) findings.Holds("monotone", "accuracy falls with 0, 4, 8, 12 shared pixels", "falling", Words.Of(new[] { "clean", "shared 4", "shared 8", "shared 12" }.Select(n => Math.Round(found[n].Accuracy, 4))), found["clean"].Accuracy > found["shared 4"].Accuracy && found["shared 4"].Accuracy > found["shared 8"].Accuracy && found["shared 8"].Accuracy > found["shared 12"].Accuracy);
        findings.Add(new Table("Arms", "Accuracy for ten kinds of clothes. Painted before augmentation, the block is moved and covered.", ["arm", "accuracy", "untrained", "loss", "printed accuracy and loss"], rows));
    }
}
