using Semblance.Insight.Experiments.Spectral;
using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.InductiveBias;

/// <summary>A class without limits: a table with a free embedding for every cluster.</summary>
internal sealed class UniversalClass : Experiment
{
    private const int Clusters = 256, Bits = 8, Clean = 3;

    public override string Id => "E6";

    public override string Title => "Hypercube, a class without limits";

    public override string Source => "HaoChen and Ma 2023, theorem 5.3, second part; the law 1 - k / M is derived";

    public override string Shows => "Every corner of the cube is a cluster of its own. Descent on a table finds a random subspace of all functions: a head keeps k / M of any label, and the worst minimiser keeps nothing below k = M.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var rng = new Rng(context.Seed + 6);
        int[] sizes = [3, 8, 64, 128, 192, 256];
        const int seeds = 20;
        var (random, descended, rows) = (new List<(double, double)>(), new List<(double, double)>(), new List<IReadOnlyList<string>>());
        foreach (var k in sizes)
        {
            context.Step($"k {k}");
            var error = Enumerable.Range(0, seeds).Average(_ => Error(Subspace.Orthonormalise(Draw.Normal(rng, Clusters, k))));
            var trained = Enumerable.Range(0, seeds).Average(_ => Error(Descend(Draw.Normal(rng, Clusters, k, 0.3))));
            findings.Near($"random-{k}", $"k {k}: mean error of a random minimiser over {seeds} draws, 1 - k / {Clusters}", 1 - (k / (double)Clusters), error, 0.05);
            findings.Near($"table-{k}", $"k {k}: descent on a table from random starts", 1 - (k / (double)Clusters), trained, 0.05);
            random.Add((k, error));
            descended.Add((k, trained));
            rows.Add([$"{k}", Words.Of(1 - (k / (double)Clusters), 3), Words.Of(error, 3), Words.Of(trained, 3), Words.Of(k < Clusters ? 1.0 : 0, 3)]);
        }

        findings.Above("worst", $"the worst minimiser with k = {Clusters - 1}: every function orthogonal to the label", 1 - 1e-9, Error(Orthogonal(), labels: 1));
        findings.Add(new Figure("Error of a clean sign by dimension", $"{Clusters} clusters. A linear encoder needs {Clean}.",
            [new Curve("random minimiser", Palette.First, random), new Curve("table by descent", Palette.Second, descended) { Style = CurveStyle.Dots }, new Curve("1 - k / M", Palette.Third, [(0, 1), (Clusters, 0)]) { Style = CurveStyle.Dashed }],
            new ChartAxes("dimensions k", "error")));
        findings.Add(new Table("A class without limits", $"d {Bits}, {Clusters} clusters; mean over the {Clean} clean signs.", ["k", "1 - k / M", "random minimiser", "table by descent", "worst minimiser"], rows));
    }

    /// <summary>Mean error over the first signs of a head on functions of the clusters, uniform, [clusters, k].</summary>
    private static double Error(Matrix functions, int labels = Clean)
    {
        using var scope = new TensorScope();
        var table = functions.ToTensor();
        var signs = new Matrix(Clusters, labels);
        for (var c = 0; c < Clusters; c++)
        {
            for (var b = 0; b < labels; b++) signs[c, b] = Sign(c, b);
        }

        var y = signs.ToTensor();
        return (table.MatMul(LinearHead.Weights(table, y)) - y).Square().Mean().Item();
    }

    /// <summary>Gradient descent on |E f f' - I|^2: without edges between clusters that is the whole loss.</summary>
    private static Matrix Descend(Matrix start) =>
        RowDescent.Run(t => (t.Transpose().MatMul(t) * (1.0 / Clusters) - Tensor.Eye(t.Size(1), ElementType.Float64)).Square().Sum(), start, 30).Point;

    /// <summary>An orthonormal basis of everything orthogonal to the first clean sign.</summary>
    private static Matrix Orthogonal()
    {
        var columns = new Matrix(Clusters, Clusters);
        for (var c = 0; c < Clusters; c++)
        {
            columns[c, 0] = Sign(c, 0);
            if (c > 0) columns[c, c] = 1;
        }

        var basis = Subspace.Orthonormalise(columns);
        var rest = new Matrix(Clusters, Clusters - 1);
        for (var c = 0; c < Clusters; c++) basis.Row(c)[1..].CopyTo(rest.Row(c));
        return rest;
    }

    private static double Sign(int cluster, int bit) => (cluster >> bit & 1) == 1 ? 1 : -1;
}
