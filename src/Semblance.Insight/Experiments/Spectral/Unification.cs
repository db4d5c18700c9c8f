using Semblance.Numerics;
using Semblance.Objectives.Spectral.Graphs;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Pairs.Moments;
using Semblance.Pairs.Relations;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Spectral;

/// <summary>The arrows of the unification map, one by one.</summary>
internal sealed class Unification : Experiment
{
    private const double Degrees = 1e-6;

    public override string Id => "E1";

    public override string Title => "The map: methods and the embeddings they recover";

    public override string Source => "Balestriero and LeCun 2022, figure 1, theorems 2, 3, 5, 6, propositions 1 and 2";

    public override string Shows => "VICReg recovers Laplacian eigenmaps, with a linear encoder locality preserving projections, with labels discriminant analysis; SimCLR in its squared form Isomap; Barlow Twins canonical correlation analysis; the spectral contrastive loss normalised Laplacian eigenmaps.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var rng = new Rng(context.Seed);
        using var scope = new TensorScope();
        var graph = Draw.Geometric(rng, 200, 6);
        Eigenmaps(findings, graph);
        Projections(findings, graph, Draw.Normal(rng, 200, 12));
        Discriminant(findings, rng);
        context.Step("Isomap");
        Isomap(findings, rng);
        Correlation(findings, rng);
    }

    private static void Eigenmaps(Findings findings, RelationGraph graph)
    {
        const int dim = 10;
        var (dense, degrees) = (Draw.Dense(graph.Adjacency).ToTensor(), Tensor.From(graph.Degrees.ToArray(), graph.Count));
        var (_, smooth) = (degrees.DiagonalMatrix() - dense).EigenSymmetric();
        var vicReg = GraphSolver.Solve(graph, Forms.SquaredVicReg(0.3, dim), new SolveOptions { Dim = dim }).Embedding!;
        findings.Below("vicreg", "VICReg to Laplacian eigenmaps: largest angle to eigenvectors 2 to 11 of D - G, degrees", Degrees, Subspace.LargestAngle(vicReg, Matrix.From(smooth.Narrow(1, 1, dim))));

        var roots = degrees.ReciprocalSqrt();
        var (_, leading) = (dense * roots * roots.Unsqueeze(1)).EigenSymmetric();
        var maps = leading.Narrow(1, graph.Count - dim, dim) * roots.Unsqueeze(1);
        var contrastive = GraphSolver.Solve(graph, Forms.SpectralContrastive(), new SolveOptions { Dim = dim }).Embedding!;
        findings.Below("spectral", "spectral contrastive to normalised Laplacian eigenmaps: largest angle, degrees", Degrees, Subspace.LargestAngle(contrastive, Matrix.From(maps)));
    }

    /// <summary>He and Niyogi 2003: X' L X w = lambda X' H X w, solved through the square root of X' H X.</summary>
    private static void Projections(Findings findings, RelationGraph graph, Matrix x)
    {
        const int dim = 4;
        var rows = x.ToTensor();
        var centred = rows - rows.Mean(0, true);
        var (total, laplacian) = (centred.Transpose().MatMul(centred), Draw.Dense(graph.Laplacian).ToTensor());
        var (values, vectors) = total.EigenSymmetric();
        var half = (vectors * values.ReciprocalSqrt()).MatMul(vectors.Transpose());
        var middle = half.MatMul(rows.Transpose().MatMul(laplacian.MatMul(rows))).MatMul(half);
        var projections = half.MatMul(((middle + middle.Transpose()) * 0.5).EigenSymmetric().Vectors.Narrow(1, 0, dim));

        // The solver takes rows by their degree; VICReg on a graph takes them alike: total and cross-view moments of rows that count alike.
        var share = 1.0 / graph.Count;
        var moments = new PairMoments
        {
            Dim = x.Columns,
            Views = 2,
            Count = graph.Count,
            Mean = rows.Mean(0).ToArray<double>(),
            Total = Matrix.From(total * share),
            Cross = Matrix.From((total - rows.Transpose().MatMul(laplacian.MatMul(rows))) * share),
        };
        var encoder = LinearSolver.Solve(moments, Forms.SquaredVicReg(0.3, dim), new SolveOptions { Dim = dim }).Encoder!;
        findings.Below("lpp", "VICReg with a linear encoder to locality preserving projections: largest angle of the weights, degrees", Degrees, Subspace.LargestAngle(encoder.Weight, Matrix.From(projections)));
    }

    private static void Discriminant(Findings findings, Rng rng)
    {
        var (x, labels) = SupervisedRecovery.Data(rng);
        var rows = x.ToTensor();
        var directions = SupervisedRecovery.Discriminant(rows - rows.Mean(0, true), labels);
        findings.Below("lda", "labels as pairs to discriminant analysis: largest angle of the weights, degrees", Degrees, Subspace.LargestAngle(SupervisedRecovery.Solve(x, labels).Encoder!.Weight, directions));
    }

    /// <summary>Tenenbaum, de Silva and Langford 2000: classical scaling of distances along a graph of 10 nearest neighbours.</summary>
    private static void Isomap(Findings findings, Rng rng)
    {
        const int count = 300;
        var (roll, along) = SwissRoll(rng, count);
        var similarity = ClassicalScaling.DoubleCentred(SquaredGeodesics(roll, 10));
        var closed = ClassicalScaling.Of(similarity, 3);
        var losses = new RowLosses(similarity);
        var (point, loss) = RowDescent.Run(losses.Frobenius, Draw.Normal(rng, count, 3), 5000);
        findings.Below("isomap", "descent on the squared form of SimCLR to Isomap of a Swiss roll in 3 dimensions: Procrustes error", 1e-6, Spans.Procrustes(closed.Embedding, point, withScale: false));
        findings.Below("isomap.loss", "its loss against the formula: relative gap", 1e-10, RowDescent.Gap(loss, closed.Loss));
        findings.Add(new PointMap("Swiss roll, seen from its end", "Colours run along the roll.", [.. Enumerable.Range(0, count).Select(i => (roll[i, 0], roll[i, 2], (int)(along[i] * 10)))], []));
        findings.Add(new PointMap("Unrolled by descent on the squared form of SimCLR", "First two dimensions: colours in order from one end to the other.", Turned(point, along), []));
    }

    private static List<(double X, double Y, int Group)> Turned(Matrix point, double[] along)
    {
        using var scope = new TensorScope();
        var z = point.ToTensor();
        var (u, s, _) = (z - z.Mean(0, true)).Svd();
        var main = Matrix.From(u * s);
        return [.. Enumerable.Range(0, point.Rows).Select(i => (main[i, 0], main[i, 1], (int)(along[i] * 10)))];
    }

    private static (Matrix Roll, double[] Along) SwissRoll(Rng rng, int count)
    {
        var (along, across) = (Draw.Uniform(rng, count), Draw.Uniform(rng, count));
        var roll = new Matrix(count, 3);
        for (var i = 0; i < count; i++)
        {
            var angle = 1.5 * Math.PI * (1 + (2 * along[i]));
            (roll[i, 0], roll[i, 1], roll[i, 2]) = (angle * Math.Cos(angle), 21 * across[i], angle * Math.Sin(angle));
        }

        return (roll, along);
    }

    /// <summary>Squares of the shortest ways along the neighbour graph (Floyd 1962).</summary>
    private static Matrix SquaredGeodesics(Matrix x, int neighbours)
    {
        var n = x.Rows;
        var way = new Matrix(n, n);
        Array.Fill(way.Values, double.PositiveInfinity);
        for (var i = 0; i < n; i++)
        {
            var distances = Enumerable.Range(0, n).Select(j => (Distance: Distance(x, i, j), J: j)).OrderBy(p => p.Distance).Take(neighbours + 1).ToList();
            foreach (var (distance, j) in distances) way[i, j] = way[j, i] = distance;
        }

        for (var k = 0; k < n; k++)
        {
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++) way[i, j] = Math.Min(way[i, j], way[i, k] + way[k, j]);
            }
        }

        return new Matrix(n, n, Array.ConvertAll(way.Values, w => w * w));
    }

    private static double Distance(Matrix x, int i, int j)
    {
        var sum = 0.0;
        for (var c = 0; c < x.Columns; c++) sum += (x[i, c] - x[j, c]) * (x[i, c] - x[j, c]);
        return Math.Sqrt(sum);
    }

    /// <summary>Hotelling 1936, by singular values of the whitened cross-covariance of two blocks; both orders of each pair, so that both blocks are alike.</summary>
    private static void Correlation(Findings findings, Rng rng)
    {
        const int samples = 150, features = 8, dim = 4;
        var (shared, mix) = (Draw.Normal(rng, samples, features).ToTensor(), Draw.Normal(rng, features, features).ToTensor());
        var strength = Tensor.From([3, 2, 1.5, 1.2, 0.8, 0.5, 0.3, 0.1], features);
        var views = Enumerable.Range(0, 2).Select(_ => ((shared * strength) + Draw.Normal(rng, samples, features).ToTensor()).MatMul(mix)).ToArray();
        var (left, right) = (Tensor.Cat([views[0], views[1]]), Tensor.Cat([views[1], views[0]]));
        (left, right) = (left - left.Mean(0, true), right - right.Mean(0, true));
        var (ql, rl) = left.Qr();
        var (u, s, _) = ql.Transpose().MatMul(right.Qr().Q).Svd();
        var variates = rl.SolveTriangular(u.Narrow(1, 0, dim).Contiguous(), true);

        using var accumulator = new MomentAccumulator(features);
        accumulator.Add([views[0].ToArray<double>(), views[1].ToArray<double>()]);
        var moments = accumulator.ToMoments();
        var whitened = LinearSolver.Solve(moments, Forms.Whitening(), new SolveOptions { Dim = dim });
        findings.Below("cca", "Barlow Twins' directions (identity covariance) to canonical correlation analysis: largest angle of the weights, degrees", Degrees, Subspace.LargestAngle(whitened.Encoder!.Weight, Matrix.From(variates)));
        findings.Near("cca.values", "its correlations", s.ToArray<double>()[..dim], whitened.Spectrum[..dim], 1e-10);
        var barlow = LinearSolver.Solve(moments, Forms.BarlowTwins(1), new SolveOptions { Dim = dim });
        findings.Below("barlow", "Barlow Twins itself, weight 1, spans the same: largest angle, degrees", Degrees, Subspace.LargestAngle(barlow.Encoder!.Weight, Matrix.From(variates)));
    }
}
