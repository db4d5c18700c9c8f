using Semblance.Insight.Report;

namespace Semblance.Insight.Experiments.Features;

/// <summary>Random bits suppress clothes in a trained network, and what helps.</summary>
internal sealed class NetworkBits : Experiment
{
    private const string Baseline = "10 bits";

    public override string Id => "F3";

    public override string Title => "Random bits and remedies, with a trained network";

    public override string Source => "Derived from Xue et al. 2023, table 4 and figure 5, with RandBit of Chen, Luo and Li 2021, on FashionMNIST";

    public override string Shows => "More shared bits leave less of the picture, below an untrained network's; disturbing the bits in augmentation helps most, a joint loss and a wider network help too.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        if (SmallClothes.Open(context, findings, 6000, context.Size(4000, 10_000)) is not var (train, test)) return;
        var recipe = new ClothesRecipe { Epochs = context.Size(8, 20) };
        ClothesRecipe Bits(int count, double flip = 0) => recipe with { Bits = new BitPlan { Count = count, Flip = flip } };
        var ten = Bits(10);
        List<(string Name, ClothesRecipe Recipe, double Printed, bool IsQuick)> all =
        [
            ("0 bits", recipe, .814, true), ("2 bits", Bits(2), .767, false), ("5 bits", Bits(5), .719, false), (Baseline, ten, .419, true), ("15 bits", Bits(15), .144, false),
            ("width 32", ten with { Sizes = [256, 32] }, .182, false), ("width 512", ten with { Sizes = [256, 512] }, .534, false),
            ("flip .25", Bits(10, .25), .731, false), ("flip .5", Bits(10, .5), .777, true),
            ("joint .2", ten with { Method = "joint", Weight = .2 }, .501, false), ("joint .5", ten with { Method = "joint", Weight = .5 }, .586, true), ("joint .8", ten with { Method = "joint", Weight = .8 }, .639, false),
            ("supcon", ten with { Method = "supcon" }, .760, false), ("cross-entropy", ten with { Method = "supervised" }, .747, false), ("temperature .5", ten with { Temperature = .5 }, .128, false),
            ("perturbation .1", ten with { Perturbation = .1 }, .404, false), ("perturbation .3", ten with { Perturbation = .3 }, .367, false),
        ];
        all = [.. all.Where(r => r.IsQuick || !context.IsQuick)];
        var seeds = ClothesTrial.OfSeeds(context, Id, [.. all.Select(r => (r.Name, r.Recipe))], train, test);
        var found = seeds.ToDictionary(s => s.Key, s => ClothesTrial.Mean(s.Value));
        var rows = all.Select(r => (IReadOnlyList<string>)
        [
            r.Name, string.Join(' ', seeds[r.Name].Select(t => Words.Of(t.Accuracy, 3))), Words.Of(found[r.Name].Accuracy, 3), Words.Of(found[r.Name].Untrained, 3),
            double.IsNaN(found[r.Name].Bits) ? "-" : Words.Of(found[r.Name].Bits, 3), Words.Of(found[r.Name].Loss, 2), Words.Of(r.Printed, 3),
        ]).ToList();
        findings.Add(new Table("Probes on the representation", "Ten kinds of clothes; each seed, their mean, the same network untrained, a probe for bits, the last loss.", ["recipe", "seeds", "mean", "untrained", "bits", "loss", "printed (one seed)"], rows));
        Judge(context, findings, found);
        findings.Add(new Figure("Accuracy for clothes", "Recipes in the order of the table.",
            [new Curve("trained", Palette.First, [.. found.Values.Select((t, k) => (k + 1.0, t.Accuracy))]), new Curve("untrained", Palette.Second, [.. found.Values.Select((t, k) => (k + 1.0, t.Untrained))])], new ChartAxes("recipe", "accuracy")));
    }

    private static void Judge(ExperimentContext context, Findings findings, Dictionary<string, ClothesTrial> found)
    {
        double Of(string name) => found[name].Accuracy;
        findings.AtMost("suppressed", "10 bits: accuracy", .55, Of(Baseline));
        findings.Above("untrained", "10 bits: how far below the untrained network", .10, found[Baseline].Untrained - Of(Baseline));
        findings.Above("bits", "10 bits: probe for bits", .99, found[Baseline].Bits);
        findings.Above("flip", $"bits flipped with chance .5: accuracy after {context.Size(8, 20)} epochs", context.Size(.60, .74), Of("flip .5"));
        findings.Above("joint", $"joint .5 above the baseline by, after {context.Size(8, 20)} epochs", context.Size(.04, .08), Of("joint .5") - Of(Baseline));
        if (context.IsQuick) return;
        Falling(findings, "monotone", "accuracy falls with the number of bits 0, 2, 5, 10, 15", [.. new[] { "0 bits", "2 bits", "5 bits", Baseline, "15 bits" }.Select(Of)]);
        Falling(findings, "widths", "accuracy rises with width 32, 128, 512 (listed from the widest)", [Of("width 512"), Of(Baseline), Of("width 32")]);
        Falling(findings, "remedies", "remedies in the printed order: flip .5, supcon, flip .25, joint .8, joint .5, width 512, joint .2, none", [.. new[] { "flip .5", "supcon", "flip .25", "joint .8", "joint .5", "width 512", "joint .2", Baseline }.Select(Of)]);
        Falling(findings, "weights", "joint weights .8, .5, .2, 0", [Of("joint .8"), Of("joint .5"), Of("joint .2"), Of(Baseline)]);
        findings.Below("temperature", "a temperature of .5 is no remedy: accuracy less the baseline's", 0, Of("temperature .5") - Of(Baseline));
        findings.Below("perturbation", "implicit feature modification is no remedy against bits that views share exactly: highest accuracy of .1 and .3 less the baseline's (printed: -.015)", .05, Math.Max(Of("perturbation .1"), Of("perturbation .3")) - Of(Baseline));
    }

    private static void Falling(Findings findings, string id, string text, double[] values) =>
        findings.Holds(id, text, "falling", Words.Of(values.Select(v => Math.Round(v, 4))), values.Zip(values.Skip(1), (a, b) => a > b).All(v => v));
}
