using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Pairs.Moments;
using Semblance.Tensors;

namespace Semblance.Insight.Capacity;

/// <summary>The functions of a class that is linear in features, in the order in which they change between views.</summary>
/// <remarks>A g = mu S g with A = E[(f - f')(f - f')'] and S = E[f f']: mu = E[(g(x) - g(x'))^2] / E[g^2], in [0, 2] for views of one sample. HaoChen and Ma (2023), section 4, where the
/// Laplacian form is mu / 2. The constant function, where it belongs to the class, is the first one with mu = 0, and the others are centred.</remarks>
internal sealed class AlignmentSpectrum
{
    private readonly PairMoments _moments;

    private AlignmentSpectrum(PairMoments moments, bool hasConstant, double[] values, Matrix vectors, int dropped) =>
        (_moments, HasConstant, Values, Vectors, Dropped) = (moments, hasConstant, values, vectors, dropped);

    internal bool HasConstant { get; }

    /// <summary>mu of each function, ascending, [functions].</summary>
    internal IReadOnlyList<double> Values { get; }

    /// <summary>Weights of the functions without the constant one, [features, functions - 1 or functions].</summary>
    internal Matrix Vectors { get; }

    /// <summary>Directions in which the features do not vary.</summary>
    internal int Dropped { get; }

    internal int Count => Values.Count;

    /// <summary>Solves the class.</summary>
    /// <param name="moments">Moments of the pairs' features.</param>
    /// <param name="hasConstant">Whether the constant function belongs to the class.</param>
    /// <param name="ridge">Added to S: ridge * trace(S) / d.</param>
    /// <param name="tolerance">Share of the largest eigenvalue of S below which a direction is left out.</param>
    /// <exception cref="RequestException">Features that do not vary.</exception>
    internal static AlignmentSpectrum Of(PairMoments moments, bool hasConstant, double ridge = 0, double tolerance = 1e-10)
    {
        var (total, cross) = Forms(moments, hasConstant);
        if (!(Enumerable.Range(0, moments.Dim).Max(i => total[i, i]) > 0)) throw new RequestException("the features do not vary", $"all {moments.Dim} are constant", "check the data and the encoder");
        var solved = GeneralisedEigen.Solve(cross, total, new GeneralisedOptions { Ridge = ridge, RankTolerance = tolerance });
        double[] values = [.. solved.Pairs.Values.Select(gamma => 2 * (1 - gamma))];
        return new AlignmentSpectrum(moments, hasConstant, hasConstant ? [0, .. values] : values, solved.Pairs.Vectors, moments.Dim - solved.EffectiveRank);
    }

    /// <summary>Mean of the first m values, for every m: phi_m, [functions].</summary>
    internal static double[] Means(IReadOnlyList<double> values)
    {
        var (means, sum) = (new double[values.Count], 0.0);
        for (var m = 0; m < means.Length; m++) means[m] = (sum += values[m]) / (m + 1);
        return means;
    }

    /// <summary>What each function adds on other pairs: phi_m there is the mean of the first m, as the first m functions are made orthonormal anew on those pairs.</summary>
    /// <param name="other">Moments of the same features on other pairs.</param>
    /// <param name="count">How many functions.</param>
    internal double[] On(PairMoments other, int count)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var (total, cross) = Forms(other, HasConstant);
        var v = Vectors.ToTensor().Narrow(1, 0, count - (HasConstant ? 1 : 0));
        var (s, c) = (total.ToTensor(), cross.ToTensor());
        var gram = v.Transpose().MatMul(s.MatMul(v));
        // The same small ridge for every function: one that vanishes on the other pairs is not divided by 0.
        var lower = ((gram + gram.Transpose()) * 0.5 + (Tensor.Eye(gram.Size(0), ElementType.Float64) * (1e-10 * gram.Diagonal().Mean().Item()))).Cholesky();
        var alignment = v.Transpose().MatMul((s - c).MatMul(v)) * 2;
        var left = lower.SolveTriangular(alignment, false);
        var diagonal = lower.SolveTriangular(left.Transpose().Contiguous(), false).Diagonal().ToArray<double>();
        return HasConstant ? [0, .. diagonal] : diagonal;
    }

    /// <summary>The functions at given features, [rows, d] -> [rows, count].</summary>
    internal Tensor Evaluate(Tensor features, int count)
    {
        using var scope = new TensorScope();
        var weights = Vectors.ToTensor().Narrow(1, 0, count - (HasConstant ? 1 : 0));
        if (!HasConstant) return scope.Return(features.MatMul(weights));
        var centred = features - Tensor.From(_moments.Mean, 1, _moments.Dim);
        return scope.Return(Tensor.Cat([Tensor.Ones([features.Size(0), 1], ElementType.Float64), centred.MatMul(weights)], 1));
    }

    /// <summary>E[y g'] for one-hot labels y and the first functions g over other pairs or these, [classes, count].</summary>
    internal Matrix LabelMeans(PairMoments other, int count)
    {
        var labels = other.Labels!;
        var (all, result) = (labels.Counts.Sum(), new Matrix(labels.Counts.Length, count));
        var first = HasConstant ? 1 : 0;
        for (var c = 0; c < result.Rows; c++)
        {
            var share = labels.Counts[c] / all;
            if (HasConstant) result[c, 0] = share;
            for (var d = 0; d < other.Dim; d++)
            {
                // The functions are centred on their own pairs, or not at all.
                var mean = labels.Means[c, d] + other.Mean[d] - (HasConstant ? _moments.Mean[d] : 0);
                for (var j = first; j < count; j++) result[c, j] += share * mean * Vectors[d, j - first];
            }
        }

        return result;
    }

    /// <summary>E[g g'] of the first functions over other pairs, [count, count].</summary>
    internal Matrix Gram(PairMoments other, int count)
    {
        using var scope = new TensorScope();
        var first = HasConstant ? 1 : 0;
        var shift = new double[other.Dim];
        for (var d = 0; d < shift.Length; d++) shift[d] = other.Mean[d] - (HasConstant ? _moments.Mean[d] : 0);
        var v = Vectors.ToTensor().Narrow(1, 0, count - first);
        var mean = Tensor.From(shift, 1, shift.Length).MatMul(v);
        var inner = v.Transpose().MatMul(other.Total.ToTensor().MatMul(v)) + mean.Transpose().MatMul(mean);
        if (!HasConstant) return Matrix.From(inner);
        var top = Tensor.Cat([Tensor.Ones([1, 1], ElementType.Float64), mean], 1);
        return Matrix.From(Tensor.Cat([top, Tensor.Cat([mean.Transpose(), inner], 1)], 0));
    }

    private static (Matrix Total, Matrix Cross) Forms(PairMoments moments, bool isCentred) =>
        isCentred ? (moments.Total, moments.Cross) : (moments.SecondMoment(), moments.CrossSecondMoment());
}
