using Semblance.Numerics;
using Semblance.Objectives.Spectral;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Pairs.Moments;
using Semblance.Pairs.Relations;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>A linear encoder's optimum from two moments.</summary>
internal sealed class LinearOptima : Experiment
{
    private const int Samples = 60, Views = 4, Features = 20;

    public override string Id => "E7";

    public override string Title => "Linear encoders: closed form against descent";

    public override string Source => "Balestriero and LeCun 2022, theorems 2, 3 and 6; HaoChen et al. 2021 (4 views, D = 20, K = 8)";

    public override string Shows => "From the total and the cross-view covariance alone the solver finds the weights that descent on the literal loss of all rows ends at.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var rng = new Rng(context.Seed);
        var x = Data(rng);
        var moments = Moments(x);
        using var scope = new TensorScope();
        var rows = x.ToTensor();
        var losses = new RowLosses(Draw.Dense(Relation.FromViews(Samples, Views).Adjacency));
        var table = new List<IReadOnlyList<string>>();
        Check("vicreg", "squared VICReg, r", context.Size<double[]>([0.5, 3], [0.1, 0.5, 0.95, 3]), r => (Forms.SquaredVicReg(r, 8), 8), (z, r) => losses.SquaredVicReg(z, r));
        Check("spectral", "spectral contrastive, K", context.Size<double[]>([2, 4], [2, 4, 8, 12]), k => (Forms.SpectralContrastive(), (int)k), (z, _) => losses.SpectralContrastive(z));
        Check("barlow", "Barlow Twins, weight", context.Size<double[]>([0.05, 1], [0.005, 0.05, 0.2, 1]), a => (Forms.BarlowTwins(a), 8), (z, a) => losses.BarlowTwins(z, a));
        findings.Add(new Table("Closed form and descent", "Loss of the literal rows; the angle is between the spaces the embeddings span.", ["method", "formula", "literal loss at it", "descent", "rank", "angle, degrees"], table));

        void Check(string id, string name, double[] settings, Func<double, (Optimum Optimum, int Dim)> make, Func<Tensor, double, Tensor> loss)
        {
            var (gap, angle, literal) = (0.0, 0.0, 0.0);
            foreach (var setting in settings)
            {
                context.Step($"{name} = {Words.Of(setting)}");
                var (optimum, dim) = make(setting);
                var solution = LinearSolver.Solve(moments, optimum, new SolveOptions { Dim = dim });
                var closed = solution.Encoder!.Transform(x);
                var own = loss(closed.ToTensor(), setting).Item();
                var found = RowDescent.Run(w => loss(rows.MatMul(w), setting), Draw.Normal(rng, Features, dim, 0.3), 20000);
                var point = Matrix.From(rows.MatMul(found.Point.ToTensor()));
                var turn = Subspace.LargestAngle(Spans.Leading(closed, solution.Rank, optimum.IsCentred), Spans.Leading(point, solution.Rank, optimum.IsCentred));
                gap = Math.Max(gap, RowDescent.Gap(found.Loss, solution.Filter.Loss));
                literal = Math.Max(literal, RowDescent.Gap(own, solution.Filter.Loss));
                angle = Math.Max(angle, turn);
                table.Add([$"{name} = {Words.Of(setting)}", Words.Of(solution.Filter.Loss), Words.Of(own), Words.Of(found.Loss), $"{solution.Rank}", Words.Of(turn)]);
            }

            findings.Below($"{id}.gap", $"{name}: loss of descent against the formula", 1e-10, gap);
            findings.Below($"{id}.literal", $"{name}: literal loss at the closed form against the formula", 1e-10, literal);
            findings.Below($"{id}.angle", $"{name}: largest angle between descent and closed form, degrees", 1e-3, angle);
        }
    }

    /// <summary>Views of a sample share a latent vector of 20 directions with falling weight, then are mixed; stacked views.</summary>
    private static Matrix Data(Rng rng)
    {
        var (shared, own, mix) = (Draw.Normal(rng, Samples, Features), Draw.Normal(rng, Samples * Views, Features), Draw.Normal(rng, Features, Features, 0.25));
        var latent = new Matrix(Samples * Views, Features);
        for (var row = 0; row < latent.Rows; row++)
        {
            for (var c = 0; c < Features; c++) latent[row, c] = (shared[row % Samples, c] * 2.5 / (1 + (0.4 * c))) + own[row, c];
        }

        for (var c = 0; c < Features; c++) mix[c, c] += 1;
        using var scope = new TensorScope();
        return Matrix.From(latent.ToTensor().MatMul(mix.ToTensor()));
    }

    private static PairMoments Moments(Matrix x)
    {
        using var accumulator = new MomentAccumulator(Features, Views);
        accumulator.Add(x.Values);
        return accumulator.ToMoments();
    }
}
