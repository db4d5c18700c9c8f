using Semblance.Numerics;
using Semblance.Pairs.Relations;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>Other eigenvectors than the leading ones are saddles, not traps.</summary>
internal sealed class StationaryPoints : Experiment
{
    private const int Rows = 20, Dim = 3;
    private const double Ratio = 0.3;

    public override string Id => "E5";

    public override string Title => "Stationary points are saddles";

    public override string Source => "Balestriero and LeCun 2022, theorem 1 (N = 20, K = 3)";

    public override string Shows => "Any K eigenvectors of the Laplacian make a stationary point of squared VICReg, but only the K smoothest make a minimum: at all others the Hessian has negative eigenvalues, so that descent does not get stuck.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var rng = new Rng(context.Seed);
        var graph = Relation.Gaussian(Array.ConvertAll(Draw.Square(rng, Rows).Values, v => (float)v), 2).Normalise(RelationNormalisation.UnitDegree);
        var losses = new RowLosses(Draw.Dense(graph.Adjacency));
        var pairs = SymmetricEigen.Decompose(Draw.Dense(Operators.Affine(graph.Laplacian, -1)));
        int[][] subsets = [[1, 2, 3], [1, 2, 4], [2, 5, 9], [10, 12, 15], .. context.Size(2, 12) is var more ? Enumerable.Range(0, more).Select(_ => Subset(rng)) : []];
        var (negatives, zeros, slopes) = (new List<int>(), new List<int>(), 0.0);
        var rows = new List<IReadOnlyList<string>>();
        foreach (var subset in subsets)
        {
            context.Step($"Hessian at {string.Join(", ", subset)}");
            var (slope, curvature) = Hessian(z => losses.SquaredVicReg(z, Ratio), Point(pairs, subset));
            slopes = Math.Max(slopes, slope);
            negatives.Add(curvature.Count(v => v < -1e-8));
            zeros.Add(curvature.Count(v => Math.Abs(v) <= 1e-8));
            rows.Add([$"{{{string.Join(", ", subset)}}}", Words.Of(slope), $"{negatives[^1]}", $"{zeros[^1]}", Words.Of(curvature.Min())]);
        }

        findings.Below("gradient", "largest element of the gradient at all these points", 1e-12, slopes);
        findings.Same("negative", "negative eigenvalues of the Hessian at the eigenvectors {1,2,3}, {1,2,4}, {2,5,9}, {10,12,15}", [0, 1, 10, 31], negatives[..4]);
        findings.Same("count", "negative eigenvalues at random subsets: smoother eigenvectors left out, summed over the chosen ones", [.. subsets[4..].Select(Skipped)], negatives[4..]);
        findings.Same("zero", "zero eigenvalues at the minimum: 3 shifts and 3 rotations", [6], zeros[..1]);
        findings.Add(new Table("Hessian at subsets of eigenvectors", $"Numbers count from the smoothest eigenvector but the constant one; r = {Words.Of(Ratio)}.", ["eigenvectors", "gradient", "negative", "zero", "smallest"], rows));
    }

    private static int[] Subset(Rng rng) => [.. Draw.Order(rng, 15).Take(Dim).Select(k => k + 1).Order()];

    private static int Skipped(int[] subset) => subset.Sum(k => Enumerable.Range(1, k - 1).Count(j => !subset.Contains(j)));

    /// <summary>sqrt(n) u_k (1 - r lambda_k)^1/2 in the columns.</summary>
    private static Matrix Point(Eigenpairs pairs, int[] subset)
    {
        var point = new Matrix(Rows, Dim);
        for (var c = 0; c < Dim; c++)
        {
            var size = Math.Sqrt(Rows * (1 + (Ratio * pairs.Values[subset[c]])));
            for (var row = 0; row < Rows; row++) point[row, c] = size * pairs.Vectors[row, subset[c]];
        }

        return point;
    }

    private static (double Slope, double[] Curvature) Hessian(Func<Tensor, Tensor> loss, Matrix point)
    {
        using var scope = new TensorScope();
        var z = point.ToTensor();
        z.RequiresGradient = true;
        var gradient = Gradients.Of(loss(z), [z], createGraph: true)[0].Reshape(-1);
        var size = point.Values.Length;
        var lines = Enumerable.Range(0, size).Select(k => Gradients.Of(gradient.Select(0, k), [z], createGraph: true)[0].Detach().Reshape(-1)).ToArray();
        var hessian = Tensor.Stack(lines);
        return (gradient.Detach().Abs().Max().Item(), ((hessian + hessian.Transpose()) * 0.5).EigenSymmetric().Values.ToArray<double>());
    }
}
