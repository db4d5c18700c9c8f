using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives.Features;

namespace Semblance.Insight.Experiments.Features;

/// <summary>Class collapse on FashionMNIST without training.</summary>
internal sealed class ClosedFormCollapse : Experiment
{
    private static readonly int[] Dims = [3, 6, 12, 32, 64];
    private static readonly (string Name, double Weight, double[] Coarse, double[] Fine)[] Rows =
    [
        ("supervised", 1, [.726, .726, .726, .726, .726], [.417, .417, .418, .417, .418]), ("joint .9", .9, [.728, .755, .823, .887, .904], [.439, .644, .698, .739, .762]),
        ("joint .5", .5, [.719, .761, .824, .884, .903], [.517, .644, .697, .736, .763]), ("joint .1", .1, [.706, .751, .826, .883, .903], [.483, .639, .697, .732, .763]),
        ("unsupervised", 0, [.697, .750, .824, .883, .902], [.480, .639, .697, .733, .763]),
    ];

    public override string Id => "F1";

    public override string Title => "Class collapse on FashionMNIST, in closed form";

    public override string Source => "Derived from Xue et al. 2023: tops, shoes and other as classes, the ten kinds of clothes as subclasses, 14 x 14 pixels";

    public override string Shows => "The supervised optimum has as many directions as classes and cannot tell subclasses at any size; a joint optimum tells subclasses and classes better.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        if (SmallClothes.Printed(context, findings) is not var (train, test)) return;
        var known = train.First(3000);
        var (clean, fresh) = (ClothesMoments.Clean(known, null), ClothesMoments.Clean(test, null));
        var (scores, draws) = (new Dictionary<(double Weight, int Dim), (double Coarse, double Fine)>(), context.Size(1, 4));
        for (var draw = 0; draw < draws; draw++)
        {
            context.Step("moments");
            var moments = ClothesMoments.Of(train, 1, null, 0, context.Seed + draw);
            if (draw == 0) Spectra(findings, moments, clean, known);
            foreach (var (name, weight, _, _) in Rows)
            {
                foreach (var dim in Dims)
                {
                    context.Step($"draw {draw + 1} of {draws}, {name}, {dim} dimensions");
                    var solution = FeatureSolver.Solve(moments, new FeatureSolverOptions { Dim = dim, Weight = weight, Ridge = 1e-4 });
                    var (z, zTest) = (solution.Transform(clean), solution.Transform(fresh));
                    var (coarse, fine) = scores.GetValueOrDefault((weight, dim));
                    scores[(weight, dim)] = (coarse + (ScaledProbe.Accuracy(z, known.Coarse, zTest, test.Coarse, 10) / draws), fine + (ScaledProbe.Accuracy(z, known.Fine, zTest, test.Fine, 10) / draws));
                }
            }
        }

        List<IReadOnlyList<string>> table = [.. Rows.Select(r => (IReadOnlyList<string>)[r.Name, .. Dims.Select(d => $"{Words.Of(scores[(r.Weight, d)].Coarse, 3)} / {Words.Of(scores[(r.Weight, d)].Fine, 3)}")])];
        findings.Add(new Table("Accuracy for three classes / ten subclasses", "A probe on 3000 embeddings of clean pictures with one global scale; the pictures of the printed numbers; mean over draws of views.", ["loss", .. Dims.Select(d => $"{d} dimensions")], table));
        Judge(findings, scores);
        findings.Add(new Figure("Subclasses told, by size of the embedding", "The supervised optimum stays where it is.",
            [.. Rows.Select((r, k) => new Curve(r.Name, Palette.Classes[k], [.. Dims.Select(d => ((double)d, scores[(r.Weight, d)].Fine))]))], new ChartAxes("dimensions", "accuracy", LogX: true)));
    }

    private static void Judge(Findings findings, Dictionary<(double, int), (double Coarse, double Fine)> scores)
    {
        foreach (var (name, weight, coarse, fine) in Rows)
        {
            findings.Near($"coarse.{name.Replace(' ', '-')}", $"{name}: class accuracy for 3, 6, 12, 32, 64 dimensions (printed)", coarse, [.. Dims.Select(d => Math.Round(scores[(weight, d)].Coarse, 4))], .02);
            findings.Near($"fine.{name.Replace(' ', '-')}", $"{name}: subclass accuracy (printed)", fine, [.. Dims.Select(d => Math.Round(scores[(weight, d)].Fine, 4))], .02);
        }

        findings.AtMost("collapse", "supervised: subclass accuracy, highest over dimensions", .45, Dims.Max(d => scores[(1, d)].Fine));
        findings.AtMost("constant", "supervised: its range over dimensions", .02, Dims.Max(d => scores[(1, d)].Fine) - Dims.Min(d => scores[(1, d)].Fine));
        findings.Above("joint", "joint .5, 32 dimensions: subclass accuracy", .70, scores[(.5, 32)].Fine);
        findings.Above("joint.coarse", "joint .5, 32 dimensions: class accuracy above the supervised one by", .10, scores[(.5, 32)].Coarse - scores[(1, 32)].Coarse);
    }

    private static void Spectra(Findings findings, FeatureMoments moments, Matrix clean, SmallClothes known)
    {
        double[] Values(double weight) => FeatureSolver.Solve(moments, new FeatureSolverOptions { Dim = 32, Weight = weight, Ridge = 1e-4 }).Eigenvalues;
        var (supervised, unsupervised) = (Values(1), Values(0));
        findings.Near("spectrum.supervised", "supervised: eigenvalues 1 to 3 (printed)", [1.008, .435, .146], supervised[..3], .02);
        findings.Below("rank", "supervised: eigenvalue 4, there are as many directions as classes", 1e-3, supervised[3]);
        findings.Near("spectrum.unsupervised", "unsupervised: eigenvalues 1 to 7 (printed)", [1, .726, .652, .336, .272, .212, .155], unsupervised[..7], .02);
        var rows = new List<IReadOnlyList<string>>();
        foreach (var (name, weight) in new[] { ("supervised", 1.0), ("joint .9", .9), ("joint .5", .5), ("unsupervised", 0) })
        {
            var z = FeatureSolver.Solve(moments, new FeatureSolverOptions { Dim = 32, Weight = weight, Ridge = 1e-4 }).Transform(clean);
            var geometry = ClassGeometry.Of(z, known.Coarse, known.Fine);
            rows.Add([name, Words.Of(geometry.EffectiveRank, 2), Words.Of(geometry.WithinOverBetween, 3), Words.Of(geometry.SubclassOverBetween, 4)]);
        }

        findings.Add(new Table("Geometry of 32 dimensions", "Printed: effective rank 1.62, 3.49, 7.62, 9.58 and within over between .958, 1.37, 2.57, 3.50 (the latter over other pictures).", ["loss", "effective rank", "within / between", "subclasses / between"], rows));
        findings.Add(new Figure("Eigenvalues", "The rank of the supervised optimum is the number of classes.",
            [new Curve("supervised", Palette.First, [.. supervised.Take(16).Select((v, k) => (k + 1.0, v))]), new Curve("unsupervised", Palette.Second, [.. unsupervised.Take(16).Select((v, k) => (k + 1.0, v))])], new ChartAxes("direction", "eigenvalue")));
    }
}
