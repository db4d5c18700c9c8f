using Semblance.Insight.Capacity;
using Semblance.Insight.Experiments.Spectral;
using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.InductiveBias;

/// <summary>The loss as a matrix factorisation, and its least value in closed form.</summary>
internal sealed class GraphIdentities : Experiment
{
    private const int Points = 12, Naturals = 20, Outputs = 4;
    private static readonly double[] Lambdas = [0.1, 0.3, 1, 3, 10];

    public override string Id => "E1";

    public override string Title => "The loss on a finite graph";

    public override string Source => "HaoChen et al. 2021, equation 6 and lemma 3.2; the closed forms of L_lambda are derived";

    public override string Shows => "The spectral contrastive loss factorises the normalised graph, the generalised loss differs from it by a constant at lambda 1, and its minimum over a linear class is a sum over alignment eigenvalues for every lambda.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var rng = new Rng(context.Seed + 1);
        var graph = RandomGraph.Draw(rng, Points, Naturals);
        var table = Draw.Normal(rng, Points, Outputs).ToTensor();
        Identities(graph, table, findings);
        var values = AlignmentSpectrum.Of(graph.Moments(), hasConstant: false).Values;
        var gammas = values.Select(mu => 1 - (mu / 2)).ToList();
        findings.Above("positive", "two independent views of one sample: no eigenvalue of the normalised graph is negative", -1e-12, SymmetricEigen.Decompose(graph.Normalised().Symmetric()).Values.Min());
        context.Step("descent");
        var start = Draw.Normal(rng, Points, Outputs, 0.5);
        var least = RowDescent.Run(graph.Spectral2021, start).Loss;
        findings.Below("minimum", "minimum of L over all functions is minus the sum of the squared eigenvalues: relative difference from descent", 1e-6, RowDescent.Gap(least, -gammas.Take(Outputs).Sum(g => g * g)));
        ClosedForms(graph, values, start, findings);
    }

    private static void Identities(RandomGraph graph, Tensor table, Findings findings)
    {
        var f = table * Tensor.From([.. graph.Marginal.Select(Math.Sqrt)], graph.Count, 1);
        var normalised = graph.Normalised().ToTensor();
        var factorised = (normalised - f.MatMul(f.Transpose())).Square().Sum().Item();
        var loss = graph.Spectral2021(table).Item();
        findings.Below("factorisation", "|A - F F'|^2 = L(f) + |A|^2, relative difference", 1e-12, Math.Abs(factorised - loss - normalised.Square().Sum().Item()) / factorised);
        findings.Below("lambda-one", "L_1(f) = L(f) + k, relative difference", 1e-12, Math.Abs(graph.Generalised(table, 1).Item() - loss - Outputs) / Math.Abs(loss + Outputs));
    }

    private static void ClosedForms(RandomGraph graph, IReadOnlyList<double> values, Matrix start, Findings findings)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (var lambda in Lambdas)
        {
            var closed = AlignmentLoss.Minimum(values, Outputs, lambda);
            var (point, descent) = RowDescent.Run(t => graph.Generalised(t, lambda), start);
            findings.Below($"closed-form-{Words.Of(lambda)}", $"lambda {Words.Of(lambda)}: least L_lambda in closed form {Words.Of(closed, 6)}, relative difference from L-BFGS", 1e-6, RowDescent.Gap(descent, closed));
            var moment = point.TransposeTimes(Dense.Diagonal(graph.Marginal).Times(point)).Symmetric();
            var variances = SymmetricEigen.Decompose(moment).Values;
            rows.Add([Words.Of(lambda), Words.Of(closed, 5), Words.Of(descent, 5), $"{variances.Count(v => v > 1e-3)}", $"{values.Take(Outputs).Count(mu => mu < 2 * lambda)}"]);
            if (lambda is 3 or 10) findings.Near($"variances-{Words.Of(lambda)}", $"lambda {Words.Of(lambda)}: 2 lambda (1 - variance) of the outputs found by descent are the alignment eigenvalues", [.. values.Take(Outputs)], [.. variances.Take(Outputs).Select(s => 2 * lambda * (1 - s))], 1e-3);
        }

        var bounds = values.Take(Outputs).ToList();
        findings.Same("rank", "outputs in use: those with an alignment eigenvalue below 2 lambda", [.. rows.Select(r => int.Parse(r[4], System.Globalization.CultureInfo.InvariantCulture))], [.. rows.Select(r => int.Parse(r[3], System.Globalization.CultureInfo.InvariantCulture))]);
        findings.Add(new Table("The five lambdas", $"A random graph of {Points} points and {Naturals} natural samples, k = {Outputs}; alignment eigenvalues {Words.Of(bounds.Select(b => Math.Round(b, 4)))}. A dimension with an eigenvalue of 2 lambda or more is switched off and costs lambda: lambda is a tolerance.", ["lambda", "closed form", "L-BFGS", "outputs in use", "foretold"], rows));
        findings.Add(new Figure("Least loss by lambda", "Each dimension costs mu - mu^2 / 4 lambda, or lambda once it is switched off.", [new Curve("closed form", Palette.First, [.. Enumerable.Range(-20, 51).Select(e => Math.Pow(10, e / 20.0)).Select(l => (l, AlignmentLoss.Minimum(values, Outputs, l)))]) { Style = CurveStyle.Line }], new ChartAxes("lambda", "least L_lambda", LogX: true)));
    }
}
