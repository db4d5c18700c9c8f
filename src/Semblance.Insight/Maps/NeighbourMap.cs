using Semblance.Tensors;

namespace Semblance.Insight.Maps;

/// <summary>A map of feature vectors in the plane that keeps neighbours together: t-SNE, exact.</summary>
/// <remarks>van der Maaten and Hinton 2008: affinities of a given perplexity (equations 1 and 2), Student-t similarities (equation 4), gradient
/// (equation 5), early exaggeration and momentum of section 3.4. Deviations: distances between rows scaled to length 1, so that the map shows
/// what cosine k-NN sees; start from the two leading principal directions instead of random points, so that the same features give the same map.
/// Distances in the map between far-apart groups mean nothing. Cost O(n^2) memory and time per step.</remarks>
internal static class NeighbourMap
{
    private const int Steps = 400;
    private const int ExaggeratedSteps = 100;
    private const double Exaggeration = 12;

    /// <summary>Positions in the plane.</summary>
    /// <param name="features">[rows, dim], row-major.</param>
    /// <param name="rows">Number of rows, at least 10 and at most 5000.</param>
    /// <param name="perplexity">Effective number of neighbours. Default 30.</param>
    /// <returns>[rows, 2], row-major, centred.</returns>
    internal static double[] Of(float[] features, int rows, double perplexity = 30)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var x = Tensor.From(features, rows, features.Length / rows).To(ElementType.Float64).Normalize();
        x -= x.Mean(0, keep: true);
        var p = Affinities(x, Math.Min(perplexity, (rows - 1) / 3.0)).To(ElementType.Float32);
        var y = Start(x).To(ElementType.Float32).Keep();
        var velocity = Tensor.ZerosLike(y).Keep();
        var gains = Tensor.OnesLike(y).Keep();
        try
        {
            for (var step = 0; step < Steps; step++) Move(y, velocity, gains, p, step, rows);
            return (y - y.Mean(0, keep: true)).To(ElementType.Float64).ToArray<double>();
        }
        finally
        {
            y.Dispose();
            velocity.Dispose();
            gains.Dispose();
        }
    }

    private static void Move(Tensor y, Tensor velocity, Tensor gains, Tensor p, int step, int rows)
    {
        using var scope = new TensorScope();
        var kernel = (SquaredDistances(y) + 1).Reciprocal();
        kernel.Diagonal().ZeroInPlace();
        var q = kernel / kernel.Sum();
        var pull = (p * (step < ExaggeratedSteps ? Exaggeration : 1.0) - q) * kernel;
        var gradient = 4.0 * (pull.Sum(1, keep: true) * y - pull.MatMul(y));
        var opposite = (gradient * velocity).IsGreaterThan(0);
        gains.CopyInPlace(Tensor.Where(opposite, gains * 0.8, gains + 0.2).AtLeast(0.01));
        var rate = Math.Max(rows / Exaggeration, 50);
        velocity.MultiplyInPlace(step < ExaggeratedSteps ? 0.5 : 0.8).AddInPlace(gains * gradient, -rate);
        y.AddInPlace(velocity);
    }

    /// <summary>The two leading principal directions, scaled to a small spread.</summary>
    private static Tensor Start(Tensor x)
    {
        var (_, vectors) = x.Transpose().MatMul(x).EigenSymmetric();
        var y = x.MatMul(vectors.Narrow(1, vectors.Size(1) - 2, 2));
        var spread = y.Variance(0, keep: true).Sqrt().AtLeast(1e-12);
        return y / spread * 1e-2;
    }

    /// <summary>Symmetric affinities that sum to one; every row's conditional distribution has the wanted perplexity.</summary>
    private static Tensor Affinities(Tensor x, double perplexity)
    {
        var rows = (int)x.Size(0);
        var distances = SquaredDistances(x).ToArray<double>();
        var p = new double[(long)rows * rows];
        Parallel.For(0, rows, i => FillRow(distances.AsSpan(i * rows, rows), p.AsSpan(i * rows, rows), i, Math.Log(perplexity)));
        var conditional = Tensor.From(p, rows, rows);
        return (conditional + conditional.Transpose()) / (2.0 * rows);
    }

    /// <summary>Bisection on the precision of one row's Gaussian until its entropy is the wanted one.</summary>
    private static void FillRow(ReadOnlySpan<double> distances, Span<double> p, int self, double entropy)
    {
        double low = 0, high = double.PositiveInfinity, precision = 1;
        for (var k = 0; k < 64; k++)
        {
            double sum = 0, weighted = 0;
            for (var j = 0; j < p.Length; j++)
            {
                p[j] = j == self ? 0 : Math.Exp(-distances[j] * precision);
                sum += p[j];
                weighted += p[j] * distances[j];
            }

            sum = Math.Max(sum, 1e-300);
            var found = Math.Log(sum) + precision * weighted / sum;
            for (var j = 0; j < p.Length; j++) p[j] /= sum;
            if (Math.Abs(found - entropy) < 1e-5) return;
            if (found > entropy) low = precision;
            else high = precision;
            precision = double.IsPositiveInfinity(high) ? precision * 2 : (low + high) / 2;
        }
    }

    private static Tensor SquaredDistances(Tensor x)
    {
        var squares = x.Square().Sum(1, keep: true);
        return (squares + squares.Transpose() - 2.0 * x.MatMul(x.Transpose())).AtLeast(0);
    }
}
