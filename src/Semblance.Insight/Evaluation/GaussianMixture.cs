using Semblance.Tensors;

namespace Semblance.Insight.Evaluation;

/// <summary>A Gaussian mixture fitted by expectation maximisation from a clustering; one full covariance for all components, or a diagonal one
/// for each.</summary>
/// <remarks>For standardised features: <see cref="Ridge"/> is added to every variance, so that collapsed features do no harm. With a tied
/// covariance S the total scatter T is constant, S = T - sum of weight * mean mean', and the part of the density quadratic in x is common to
/// all components, so that a step costs two thin matrix products.</remarks>
internal sealed class GaussianMixture
{
    internal const double Ridge = 1e-3;
    private const int Chunk = 32768;
    private readonly Tensor _linear;
    private readonly Tensor? _quadratic;
    private readonly Tensor _constant;
    private readonly double _common;

    private GaussianMixture(Tensor linear, Tensor? quadratic, Tensor constant, double common) =>
        (_linear, _quadratic, _constant, _common) = (linear.To(ElementType.Float32), quadratic?.To(ElementType.Float32), constant.To(ElementType.Float32), common);

    /// <summary>Fits a mixture; its tensors live in the scope of the caller.</summary>
    /// <param name="features">Standardised features, [rows, dim].</param>
    /// <param name="labels">A first clustering, [rows].</param>
    /// <param name="clusters">Components.</param>
    /// <param name="isTied">One full covariance for all, or diagonal ones.</param>
    /// <param name="tolerance">Ends when an iteration adds less to the mean log likelihood. Default 1e-4.</param>
    /// <param name="iterations">Iterations at most. Default 200.</param>
    internal static GaussianMixture Fit(Tensor features, int[] labels, int clusters, bool isTied, double tolerance = 1e-4, int iterations = 200)
    {
        var scatter = isTied ? Scatter(features) : null;
        var hard = Tensor.From(Array.ConvertAll(labels, l => (long)l), labels.Length);
        var (moments, _) = Sums(features, !isTied, (start, count) => hard.Narrow(0, start, count).OneHot(clusters).To(ElementType.Float32), null);
        var mixture = moments.Maximise(scatter);
        var before = double.NegativeInfinity;
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            (moments, var logLikelihood) = Sums(features, !isTied, null, mixture);
            logLikelihood += mixture._common;
            if (logLikelihood - before < tolerance) break;
            before = logLikelihood;
            mixture = moments.Maximise(scatter);
        }

        return mixture;
    }

    /// <summary>The most likely component of each row.</summary>
    internal int[] Assign(Tensor features)
    {
        var result = new List<int>();
        for (long start = 0; start < features.Size(0); start += Chunk)
        {
            using var scope = new TensorScope();
            var scores = Scores(features.Narrow(0, start, Math.Min(Chunk, features.Size(0) - start)));
            result.AddRange(ArgMax.Rows(scores.ToArray<float>(), (int)scores.Size(1)));
        }

        return [.. result];
    }

    /// <summary>Log density of each row and component, [rows, clusters], without what is common to all components.</summary>
    private Tensor Scores(Tensor x)
    {
        var scores = Tensor.AddMM(_constant, x, _linear);
        return _quadratic is null ? scores : scores.AddInPlace(x.Square().MatMul(_quadratic));
    }

    /// <summary>Moments under given or the mixture's own responsibilities, and the mean log likelihood without its common part.</summary>
    private static (Moments Moments, double LogLikelihood) Sums(Tensor features, bool withSquares, Func<long, long, Tensor>? given, GaussianMixture? mixture)
    {
        using var outer = new TensorScope();
        Tensor? counts = null, sums = null, squares = null;
        var total = 0.0;
        var rows = features.Size(0);
        for (long start = 0; start < rows; start += Chunk)
        {
            using var scope = new TensorScope();
            var x = features.Narrow(0, start, Math.Min(Chunk, rows - start));
            Tensor share;
            if (given is not null)
            {
                share = given(start, x.Size(0));
            }
            else
            {
                var scores = mixture!.Scores(x);
                var logs = scores.LogSumExp(1, true);
                total += logs.To(ElementType.Float64).Sum().Item();
                share = (scores - logs).Exp();
            }

            counts = Gather(scope, counts, share.Sum(0));
            sums = Gather(scope, sums, share.Transpose().MatMul(x));
            if (withSquares) squares = Gather(scope, squares, share.Transpose().MatMul(x.Square()));
        }

        outer.Return(counts!);
        outer.Return(sums!);
        if (squares is not null) outer.Return(squares);
        return (new Moments(counts!, sums!, squares, rows), total / rows);
    }

    private static Tensor Gather(TensorScope scope, Tensor? sum, Tensor part)
    {
        var wide = part.To(ElementType.Float64);
        return sum is null ? scope.Return(wide) : sum.AddInPlace(wide);
    }

    private static Tensor Scatter(Tensor features)
    {
        using var outer = new TensorScope();
        Tensor? sum = null;
        foreach (var chunk in features.Split(Chunk))
        {
            using var scope = new TensorScope();
            sum = Gather(scope, sum, chunk.Transpose().MatMul(chunk));
        }

        return outer.Return(sum!.MultiplyInPlace(1.0 / features.Size(0)));
    }

    /// <summary>Sums of responsibilities [clusters], of features and of their squares [clusters, dim], float64.</summary>
    private sealed record Moments(Tensor Counts, Tensor Sums, Tensor? Squares, long Rows)
    {
        internal GaussianMixture Maximise(Tensor? scatter)
        {
            var counts = Counts.AtLeast(1e-10).Unsqueeze(1);
            var (mean, weight) = (Sums / counts, (counts / Rows).Squeeze(1));
            return scatter is null ? Diagonal(mean, weight, ((Squares! / counts) - mean.Square()).AtLeast(0) + Ridge) : Tied(mean, weight, scatter);
        }

        private static GaussianMixture Diagonal(Tensor mean, Tensor weight, Tensor variance)
        {
            var size = (mean.Square() / variance).Sum(1) + variance.Log().Sum(1);
            return new GaussianMixture((mean / variance).Transpose(), (variance.Reciprocal() * -0.5).Transpose(), weight.Log() - (size * 0.5), 0);
        }

        private static GaussianMixture Tied(Tensor mean, Tensor weight, Tensor scatter)
        {
            var dim = scatter.Size(0);
            var covariance = (scatter - mean.Transpose().MatMul(mean * weight.Unsqueeze(1))).AddInPlace(Tensor.Eye(dim, ElementType.Float64), Ridge);
            // (Re)symmetrised against rounding; one factorisation serves the solve, the trace and the determinant.
            var inverse = ((covariance + covariance.Transpose()) * 0.5).Inverse();
            var linear = inverse.MatMul(mean.Transpose());
            var size = (linear.Transpose() * mean).Sum(1);
            var common = -0.5 * ((inverse * scatter).Sum().Item() + covariance.LogDeterminant().Item());
            return new GaussianMixture(linear, null, weight.Log() - (size * 0.5), common);
        }
    }
}
