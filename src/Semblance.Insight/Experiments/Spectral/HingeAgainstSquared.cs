using Semblance.Insight.Report;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>The hinge of the published VICReg has another optimum than the squared form.</summary>
internal sealed class HingeAgainstSquared : Experiment
{
    private static readonly (double Alpha, double Beta, double Gamma)[] Weights = [(25, 1, 1), (25, 1, 5), (25, 1, 25), (1, 1, 0.5), (1, 1, 1)];

    public override string Id => "E6";

    public override string Title => "VICReg's hinge against its squared form";

    public override string Source => "Bardes, Ponce and LeCun 2022, equations 1-6; closed form derived";

    public override string Shows => "The hinge rewards no variance above 1, so the optimum mixes directions until every dimension has the same variance: right singular vectors are constrained, and a diagonal solution is worse.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        Fixture(findings);
        using var rng = new Rng(context.Seed);
        var (n, dim) = (64, 8);
        var graph = Draw.Geometric(rng, n, 6);
        var dense = Draw.Dense(graph.Adjacency);
        var (literal, above, below) = (0.0, 0.0, 0.0);
        var rows = new List<IReadOnlyList<string>>();
        foreach (var (alpha, beta, gamma) in Weights)
        {
            context.Step($"Adam at {Words.Of([alpha, beta, gamma])}");
            var solution = GraphSolver.Solve(graph, Forms.HingeVicReg(alpha, beta, gamma, dim), new SolveOptions { Dim = dim });
            var formula = solution.Filter.Loss;
            var own = new HingeLoops(dense, dim, alpha, beta, gamma).Value(solution.Embedding!.Values, new double[n * dim]);
            literal = Math.Max(literal, RowDescent.Gap(own, formula));
            var found = RowDescent.Adam(new HingeLoops(dense, dim, alpha, beta, gamma).Value, Draw.Normal(rng, n, dim), 30000, 0.05).Loss;
            above = Math.Max(above, (found - formula) / formula);
            below = Math.Max(below, (formula - found) / formula);
            rows.Add([Words.Of([alpha, beta, gamma]), Words.Of(formula), Words.Of(own), Words.Of(found), Words.Of((found - formula) / formula)]);
        }

        findings.Below("literal", "literal loss at the closed form against the formula, 5 settings", 1e-8, literal);
        findings.Below("above", "Adam from a random start ends above the formula by at most this share", 3e-3, above);
        findings.Below("below", "Adam never ends below the formula", 1e-6, below);
        findings.Add(new Table("Closed form and descent", $"Geometric graph, N = {n}, K = {dim}; weights of hinge, covariance, invariance (alpha, beta, gamma).", ["weights", "formula", "literal loss at it", "Adam", "relative excess"], rows));
    }

    private static void Fixture(Findings findings)
    {
        double[] rho = [0.9, 0.8, 0.7, 0.6];
        var filter = Forms.HingeVicReg(25, 1, 1, 4).Filter;
        var optimum = filter.Apply(rho, 4);
        findings.Near("loss", "optimum for lambda = .1, .2, .3, .4, weights 25, 1, 1", 1.95, optimum.Loss, 1e-6);
        findings.Near("variances", "its variances along the directions", [1.15, 1.05, 0.95, 0.85], optimum.Variances, 1e-6);
        findings.Near("unrotated", "loss of the same variances without the rotation", 4.484153, Loss(optimum.Variances), 1e-6);
        findings.Near("whitened", "loss of whitened directions", 2.0, Loss([1, 1, 1, 1]), 1e-6);
        findings.Add(new Figure(
            "Variances along the directions", "lambda = .1 to .4. Squared form at the same weights: (1 - r lambda) with r = 1 / 25.",
            [
                new Curve("hinge", Palette.First, [.. optimum.Variances.Select((v, k) => (k + 1.0, v))]),
                new Curve("squared", Palette.Second, [.. Forms.SquaredVicReg(1.0 / 25, 4).Filter.Apply(rho, 4).Variances.Select((v, k) => (k + 1.0, v))]),
            ],
            new ChartAxes("direction", "variance")));

        double Loss(double[] variances)
        {
            using var scope = new TensorScope();
            var total = Tensor.From(variances, 4).DiagonalMatrix();
            return filter.Loss(total, total * Tensor.From(rho, 4)).Item();
        }
    }
}
