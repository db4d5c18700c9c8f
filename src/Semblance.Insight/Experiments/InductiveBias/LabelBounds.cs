using Semblance.Insight.Capacity;
using Semblance.Objectives.Dynamics;
using Semblance.Pairs.Moments;
using Semblance.Pairs.Synthetic;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.InductiveBias;

/// <summary>The error of a head at every size in closed form, and the bound that shows the trade-off of a limited class.</summary>
internal sealed class LabelBounds : Experiment
{
    private const int Points = 30, Naturals = 40, Outputs = 4;

    public override string Id => "E13";

    public override string Title => "What a head makes of the labels";

    public override string Source => "HaoChen and Ma 2023, theorem 4.5, with the exact constants derived for classes with a linear last layer";

    public override string Shows => "MSE(k) = E|y|^2 - sum of E[y g_j]^2 <= zeta + phi_y / mu_{k+1}: a smaller class raises mu, which helps, and zeta, which hurts.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        Graph(context, findings);
        Sampled(context, findings);
    }

    /// <summary>Five random labelings of a random graph; every function is in the class, so zeta is 0.</summary>
    private static void Graph(ExperimentContext context, Findings findings)
    {
        using var rng = new Rng(context.Seed + 13);
        var graph = RandomGraph.Draw(rng, Points, Naturals);
        var spectrum = AlignmentSpectrum.Of(graph.Moments(), hasConstant: false);
        var random = new Random(unchecked((int)context.Seed) + 13);
        var (rows, broken) = (new List<IReadOnlyList<string>>(), 0);
        for (var labeling = 0; labeling < 5; labeling++)
        {
            var table = LinearHead.OneHot([.. Enumerable.Range(0, Points).Select(_ => random.Next(3))], 3);
            var inner = table.TransposeTimes(Dense.Diagonal(graph.Marginal).Times(spectrum.Vectors));
            var error = 1 - Enumerable.Range(0, Outputs).Sum(j => Enumerable.Range(0, 3).Sum(c => inner[c, j] * inner[c, j]));
            var changed = 0.0;
            for (var i = 0; i < Points; i++)
            {
                for (var j = 0; j < Points; j++) changed += graph.Weights[i, j] * Enumerable.Range(0, 3).Sum(c => Math.Pow(table[i, c] - table[j, c], 2));
            }

            var bound = changed / spectrum.Values[Outputs];
            if (error > bound) broken++;
            rows.Add([$"{labeling + 1}", Words.Of(error, 3), Words.Of(bound, 3)]);
        }

        findings.Same("graph", "random labelings of five in which the error at k = 4 exceeds Pr(y != y') / (1 - gamma_5)", [0], [broken]);
        findings.Add(new Table("Random labelings", $"A graph of {Points} points, k = {Outputs}, every function in the class.", ["labeling", "error", "bound"], rows));
    }

    private static void Sampled(ExperimentContext context, Findings findings)
    {
        const int count = 4000;
        var worst = 0.0;
        var broken = 0;
        foreach (var spec in new[] { "hypercube:dim=12,clean=4", "monomials:dim=6,clean=3,degree=2", "mixture:components=6", "grid:jitter=0.4" })
        {
            context.Step(spec);
            using var scope = new TensorScope();
            var model = SyntheticCatalog.Model(spec);
            var drawn = model.Draw(count, 2, context.Seed);
            var moments = PairMomentsOf.Views([.. drawn.Views], model.Dim, labels: drawn.Factors[0]);
            var spectrum = AlignmentSpectrum.Of(moments, hasConstant: true);
            var curve = LabelCurve.Of(spectrum, moments, null, spectrum.Count, null)!;
            var x = Tensor.Cat([Tensor.From(drawn.Views[0], count, model.Dim), Tensor.From(drawn.Views[1], count, model.Dim)]);
            var y = LinearHead.OneHot([.. drawn.Factors[0], .. drawn.Factors[0]], model.Factors[0].Values).ToTensor();
            foreach (var k in new[] { 1, 2, spectrum.Count / 2, spectrum.Count }.Distinct())
            {
                var functions = spectrum.Evaluate(x, k);
                var direct = (functions.MatMul(LinearHead.Weights(functions, y)) - y).Square().Sum().Item() / (2 * count);
                worst = Math.Max(worst, Math.Abs(direct - curve.Error[k - 1]) / Math.Max(1e-3, direct));
                if (curve.Bound[k - 1] is { } bound && curve.Error[k - 1] > bound + 1e-9) broken++;
            }
        }

        findings.Below("identity", "MSE(k) in closed form against least squares on the same rows, four synthetic distributions: largest relative difference", 1e-6, worst);
        findings.Same("bound", "sizes at which it exceeds the bound", [0], [broken]);
    }
}
