using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives.Spectral;
using Semblance.Objectives.Spectral.Graphs;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Pairs.Relations;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>Which methods tie the rank of the embedding to that of the graph.</summary>
internal sealed class ClassGraph : Experiment
{
    private const int Classes = 8, Dim = 32;

    public override string Id => "E4";

    public override string Title => "Rank of the embedding and rank of the graph";

    public override string Source => "Balestriero and LeCun 2022, section 6.3 (N = 256, K = 32, 8 equal classes)";

    public override string Shows => "On a graph of 8 classes SimCLR and the spectral contrastive loss have the graph's rank; VICReg with weak invariance keeps all 32 dimensions.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var rng = new Rng(context.Seed);
        const int n = 256;
        var labels = Enumerable.Range(0, n).Select(i => i % Classes).ToArray();
        var relation = Relation.FromLabels(labels);
        var losses = new RowLosses(Draw.Dense(relation.Adjacency));
        var rows = new List<IReadOnlyList<string>>();
        var curves = new List<Curve>();

        var worst = 0.0;
        var vicReg = new[] { 0.1, 0.5, 0.9, 1.1 }.Select(r => Solve(Forms.SquaredVicReg(r, Dim), $"squared VICReg, r = {Words.Of(r)}", z => losses.SquaredVicReg(z, r))).ToList();
        findings.Same("vicreg.rank", "ranks of squared VICReg, r = .1, .5, .9, 1.1", [32, 32, 32, 7], [.. vicReg.Select(s => s.Rank)]);
        findings.Near("vicreg.loss", "its losses", [4.75, 18.75, 24.75, 25], [.. vicReg.Select(s => s.Filter.Loss)], 1e-10);
        findings.Near("vicreg.spectrum", "its spectrum for r = .5: 7 times 1, 25 times .5", [.. Enumerable.Range(0, Dim).Select(k => k < 7 ? 1 : 0.5)], vicReg[1].Filter.Variances[..Dim], 1e-10);
        findings.Near("spectral.loss", "loss of the spectral contrastive optimum", -8, Solve(Forms.SpectralContrastive(), "spectral contrastive", losses.SpectralContrastive).Filter.Loss, 1e-10);
        double[] weights = [0.005, 0.2, 1];
        findings.Near("barlow.loss", "losses of Barlow Twins, weights .005, .2, 1", [0.561404, 13.333333, 25], [.. weights.Select(w => Solve(Forms.BarlowTwins(w), $"Barlow Twins, weight {Words.Of(w)}", z => losses.BarlowTwins(z, w)).Filter.Loss)], 5e-7);
        findings.Below("gap", "descent from a random start against the formula, all of these", 1e-7, worst);
        SimClr(context, findings, rng, labels, rows, curves);
        findings.Add(new Figure("Spectrum of the embedding", "Variance along its principal directions, relative to the largest; below 1e-6 drawn there.", curves, new ChartAxes("direction", "variance", LogY: true)));
        findings.Add(new Table("Formula and descent", "Rank of the descent counts variances above 1e-4 of the largest, as descents leave flat directions behind.", ["method", "formula", "descent", "rank, formula", "rank, descent"], rows));

        Solution Solve(Optimum optimum, string name, Func<Tensor, Tensor> loss)
        {
            context.Step(name);
            var solution = GraphSolver.Solve(relation, optimum, new SolveOptions { Dim = Dim });
            var (point, found) = RowDescent.Run(loss, Draw.Normal(rng, n, Dim), context.Size(300, 3000));
            worst = Math.Max(worst, RowDescent.Gap(found, solution.Filter.Loss));
            rows.Add([name, Words.Of(solution.Filter.Loss), Words.Of(found), $"{solution.Rank}", $"{Spans.Rank(Spans.Spectrum(point), 1e-4)}"]);
            if (name.EndsWith("0.5", StringComparison.Ordinal) || name.EndsWith("contrastive", StringComparison.Ordinal) || name.EndsWith("weight 1", StringComparison.Ordinal)) curves.Add(Curve(name, point, curves.Count));
            return solution;
        }
    }

    private static void SimClr(ExperimentContext context, Findings findings, Rng rng, int[] labels, List<IReadOnlyList<string>> rows, List<Curve> curves)
    {
        var graph = Relation.FromLabels(labels, LabelWeights.ZeroOne).ToGraph().Normalise(RelationNormalisation.UnitDegree);
        var losses = new RowLosses(Draw.Dense(graph.Adjacency));
        double[] temperatures = [0.1, 0.5, 1];
        var formula = temperatures.Select(t => SoftmaxGraph.ClassSimplexLoss(labels.Length, Classes, t)).ToArray();
        findings.Near("simclr.formula", "optimum of SimCLR by formula (classes on a simplex), temperatures .1, .5, 1", [879.120850, 1020.140115, 1185.082656], formula, 5e-7);
        var (found, ranks) = (new List<double>(), new List<int>());
        foreach (var (temperature, k) in temperatures.Select((t, k) => (t, k)))
        {
            context.Step($"SimCLR, temperature {Words.Of(temperature)}");
            var (point, loss) = RowDescent.Run(z => losses.Softmax(z, temperature, isCosine: true), Draw.Normal(rng, labels.Length, Dim), 3000);
            using var scope = new TensorScope();
            var unit = Matrix.From(point.ToTensor().Normalize());
            found.Add(loss);
            ranks.Add(Spans.Rank(Spans.Spectrum(unit), 1e-4));
            rows.Add([$"SimCLR, temperature {Words.Of(temperature)}", Words.Of(formula[k]), Words.Of(loss), "7", $"{ranks[^1]}"]);
            if (k == 1) curves.Add(Curve("SimCLR, temperature .5", unit, curves.Count));
        }

        findings.Near("simclr.loss", "losses that descent on SimCLR ends at", formula, found, 1e-6);
        findings.Same("simclr.rank", "ranks of SimCLR: classes less one", [7, 7, 7], ranks);
    }

    private static Curve Curve(string name, Matrix point, int k)
    {
        var spectrum = Spans.Spectrum(point);
        return new Curve(name, Palette.Classes[k], [.. spectrum.Select((v, i) => (i + 1.0, Math.Max(v / spectrum[0], 1e-6)))]);
    }
}
