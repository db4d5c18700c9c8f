using Semblance.Insight.Features;
using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives.Features;
using Semblance.Pairs;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Features;

/// <summary>Random bits suppress clothes on FashionMNIST, without training.</summary>
internal sealed class ClosedFormBits : Experiment
{
    private const int Count = 10;
    private const double Within = .02;
    private static readonly int[] Dims = [8, 11, 12, 16, 24, 64];
    private static readonly (double Flip, double[] Accuracy)[] Rows =
    [
        (0, [.097, .097, .300, .643, .697, .757]), (.02, [.092, .097, .304, .641, .699, .771]), (.05, [.108, .102, .304, .632, .720, .766]),
        (.1, [.429, .468, .467, .630, .705, .758]), (.25, [.591, .607, .609, .635, .699, .748]), (.5, [.681, .700, .694, .719, .729, .769]),
    ];

    public override string Id => "F2";

    public override string Title => "Random bits on FashionMNIST, in closed form";

    public override string Source => "Derived from Xue et al. 2023, section 5, with RandBit of Chen, Luo and Li 2021";

    public override string Shows => "Ten bits that views share take the first dimensions after the constant: nothing of the picture is learnt below twelve. Flipping bits between views by more than a known rate lets the picture go first.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        if (SmallClothes.Printed(context, findings) is not var (train, test)) return;
        var (draws, ofBits) = (new List<Draw>(), new Dictionary<double, double[]>());
        for (var draw = 0; draw < context.Size(1, 12); draw++)
        {
            draws.Add(new([], []));
            foreach (var (flip, _) in Rows)
            {
                context.Step(FormattableString.Invariant($"draw {draw + 1} of {context.Size(1, 12)}, flip {flip}"));
                Add(findings, train, test, flip, context.Seed + draw, isFirst: draw == 0, draws[^1], ofBits);
            }
        }

        var scores = draws[0].Accuracy.Keys.ToDictionary(c => c, c => draws.Average(d => d.Accuracy[c]));
        var joint = draws[0].Joint.Keys.ToDictionary(f => f, f => draws.Average(d => d.Joint[f]));
        var table = new List<IReadOnlyList<string>>();
        foreach (var (flip, printed) in Rows)
        {
            var bits = ofBits[flip];
            table.Add([Words.Of(flip), $"{Words.Of(bits.Min(), 3)} to {Words.Of(bits.Max(), 3)} ({Words.Of(Math.Pow(1 - (2 * flip), 2), 3)})", .. Dims.Select(d => Words.Of(scores[(flip, d)], 3))]);
            findings.Near(FormattableString.Invariant($"accuracy.{flip}"), FormattableString.Invariant($"flip {flip}: accuracy for 8, 11, 12, 16, 24, 64 dimensions (printed)"), printed, [.. Dims.Select(d => Math.Round(scores[(flip, d)], 4))], Within, "the printed numbers are of one draw of views and bits, ours the mean of several: see 'cells'");
            if (flip is .02 or .05) findings.Near(FormattableString.Invariant($"eigenvalue.{flip}"), FormattableString.Invariant($"flip {flip}: eigenvalues of the bits, (1 - 2 flip)^2: lowest and highest"), [Math.Pow(1 - (2 * flip), 2), Math.Pow(1 - (2 * flip), 2)], [bits.Min(), bits.Max()], .02);
            if (flip == .25) findings.Near("eigenvalue.0.25", "flip .25: mean eigenvalue of the bits", .25, bits.Average(), .02);
        }

        Judge(findings, draws, scores);
        findings.AtMost("chance", "no flips, up to 11 dimensions: highest accuracy", .13, Math.Max(scores[(0, 8)], scores[(0, 11)]));
        findings.Above("first", "no flips, 12 dimensions: accuracy", .25, scores[(0, 12)]);
        findings.Above("sixteen", "no flips, 16 dimensions: accuracy", .60, scores[(0, 16)]);
        findings.Near("joint", "joint .3 with 11 dimensions, flips 0, .02, .05, .1 (printed)", [.160, .312, .340, .475], [.. joint.OrderBy(j => j.Key).Select(j => Math.Round(j.Value, 4))], .02, "the constant's direction leans towards the classes, with a size that only a probe blind to scale sees: no one probe gives all four (docs/reproduce.md)");
        findings.Add(new Table("Accuracy for ten kinds of clothes beside ten bits", "Unsupervised optimum. Second column: eigenvalues of the bits (theory).", ["flip", "eigenvalues of bits", .. Dims.Select(d => $"{d} dimensions")], table));
        findings.Add(new Figure("Accuracy by size of the embedding", "Bits that every view shares come first.",
            [.. Rows.Select((r, k) => new Curve(FormattableString.Invariant($"flip {r.Flip}"), Palette.Classes[k], [.. Dims.Select(d => ((double)d, scores[(r.Flip, d)]))]))], new ChartAxes("dimensions", "accuracy", LogX: true)));
    }

    /// <summary>The printed numbers are of one draw, and draws differ: would one more of ours, in their place, be met in more cells?</summary>
    private static void Judge(Findings findings, List<Draw> draws, Dictionary<(double Flip, int Dim), double> scores)
    {
        if (draws.Count == 1) return;
        var printed = Rows.SelectMany(r => Dims.Select((d, k) => ((r.Flip, d), r.Accuracy[k]))).ToDictionary(c => c.Item1, c => c.Item2);
        int Met(Dictionary<(double Flip, int Dim), double> one, Func<(double Flip, int Dim), double> mean) => one.Count(c => Math.Abs(c.Value - mean(c.Key)) <= Within);
        var own = draws.Select(d => Met(d.Accuracy, c => draws.Where(o => o != d).Average(o => o.Accuracy[c]))).ToList();
        findings.Between("cells", FormattableString.Invariant($"of {printed.Count} cells, how many are met; expected: as when one draw of ours stands for the printed one, at worst (on average {own.Average():F1}, at best {own.Max()})"), own.Min(), printed.Count, Met(printed, c => scores[c]));
    }

    /// <summary>One draw of views and bits.</summary>
    private static void Add(Findings findings, SmallClothes train, SmallClothes test, double flip, long seed, bool isFirst, Draw draw, Dictionary<double, double[]> ofBits)
    {
        using var rng = new Rng(seed + 7);
        var (bits, testBits) = (ClothesMoments.Bits(rng, train.Count, Count), ClothesMoments.Bits(rng, test.Count, Count));
        var known = train.First(3000);
        var clean = ClothesMoments.Clean(known, ScaledProbe.Select(bits, [.. Enumerable.Range(0, known.Count)]));
        var fresh = ClothesMoments.Clean(test, testBits);
        var moments = ClothesMoments.Of(train, 1, bits, flip, seed);
        foreach (var dim in Dims) draw.Accuracy[(flip, dim)] = Accuracy(moments, dim, 0, clean, known.Fine, fresh, test.Fine);
        if (flip <= .1) draw.Joint[flip] = Accuracy(moments, 11, .3, clean, known.Fine, fresh, test.Fine);
        if (!isFirst) return;
        var solved = FeatureSolver.Solve(moments, new FeatureSolverOptions { Dim = 64, Ridge = 1e-4 });
        ofBits[flip] = OfBits(solved);
        if (flip == 0) findings.Near("spectrum", "no flips: eigenvalues 1 to 11 are those of constant and bits: lowest and highest", [1, 1], [solved.Eigenvalues[10], solved.Eigenvalues[0]], .005);
        if (flip is 0 or .5) Forecast(findings, flip, moments, clean, known, bits);
        if (flip == 0) findings.Near("image", "no flips: eigenvalue 12 is the best of the pictures (printed)", .726, solved.Eigenvalues[11], .02);
    }

    /// <summary>What <see cref="FeatureForecaster"/> says before any training: shares of the attributes' variance that growing embeddings tell.</summary>
    private static void Forecast(Findings findings, double flip, FeatureMoments moments, Matrix clean, SmallClothes known, Matrix bits)
    {
        int[] sizes = [8, 12, 16, 24, 32, 64];
        var attributes = Enumerable.Range(0, Count).Select(b => new SampleFactor($"bit-{b}", [.. Enumerable.Range(0, known.Count).Select(i => bits[i, b] > 0 ? 1 : 0)], 2)).Append(new SampleFactor("clothes", known.Fine, 10)).ToList();
        var forecast = FeatureForecaster.Of(moments, clean, attributes, new FeatureForecastOptions { Dim = 11 });
        // The printed shares count what the constant's direction tells by a thousandth of its length.
        var blind = FeatureForecaster.Of(moments, clean, attributes, new FeatureForecastOptions { Dim = 11, Floor = 0 });
        double[] printed = flip == 0 ? [.001, .130, .230, .317, .351, .437] : [.255, .298, .320, .355, .375, .453];
        // The forecast takes off what unrelated columns explain by chance (Wherry 1931); the printed shares have it.
        double At(AttributeForecast attribute, int dim) => 1 - ((1 - attribute.Coverage.First(c => c.Dim == dim).Explained) * (known.Count - dim - 1) / (known.Count - 1));
        findings.Near(FormattableString.Invariant($"forecast.{flip}"), FormattableString.Invariant($"forecast, flip {flip}: share of the clothes' variance told by 8, 12, 16, 24, 32, 64 dimensions, whatever their scale, chance included (printed)"), printed, [.. sizes.Select(d => Math.Round(At(blind.Of("clothes")!, d), 4))], .02, "how the printed ones were fitted is not stated");
        findings.Near(FormattableString.Invariant($"forecast.bits.{flip}"), FormattableString.Invariant($"forecast, flip {flip}: share of a bit that views preserve, mean"), Math.Pow(1 - (2 * flip), 2), forecast.Attributes.Where(a => a.Name != "clothes").Average(a => a.Preserved), .06);
        findings.Holds(FormattableString.Invariant($"forecast.survives.{flip}"), FormattableString.Invariant($"forecast, flip {flip}: do bits, do clothes survive 11 dimensions"), flip == 0 ? "10 bits, clothes not" : "0 bits", $"{forecast.Attributes.Count(a => a.Name != "clothes" && a.Survives == true)} bits, clothes {(forecast.Of("clothes")!.Survives == true ? "do" : "not")}",
            forecast.Attributes.Count(a => a.Name != "clothes" && a.Survives == true) == (flip == 0 ? Count : 0) && (flip > 0 || forecast.Of("clothes")!.Survives == false));
        findings.Note(FormattableString.Invariant($"Forecast, flip {flip}: clothes survive from {forecast.Of("clothes")!.SmallestDim} dimensions on; dominant at 11 dimensions: {(forecast.Dominant.Count == 0 ? "none" : string.Join(", ", forecast.Dominant))}."));
    }

    /// <summary>Eigenvalues of the ten directions that weigh bits most; bits stand between pixels and constant and have variance 1.</summary>
    private static double[] OfBits(FeatureSolution solution)
    {
        double Weight(int direction) => Enumerable.Range(SmallClothes.Dim, Count).Sum(k => solution.Directions[k, direction] * solution.Directions[k, direction]);
        return [.. Enumerable.Range(0, solution.Eigenvalues.Length).OrderByDescending(Weight).Take(Count).Select(k => solution.Eigenvalues[k])];
    }

    private static double Accuracy(FeatureMoments moments, int dim, double weight, Matrix clean, int[] labels, Matrix fresh, int[] wanted)
    {
        var solution = FeatureSolver.Solve(moments, new FeatureSolverOptions { Dim = dim, Weight = weight, Ridge = 1e-4 });
        return ScaledProbe.Accuracy(solution.Transform(clean), labels, solution.Transform(fresh), wanted, 10);
    }

    /// <summary>What one draw of views and bits gives: unsupervised accuracy by flip and dimension, joint accuracy by flip.</summary>
    private sealed record Draw(Dictionary<(double Flip, int Dim), double> Accuracy, Dictionary<double, double> Joint);
}
