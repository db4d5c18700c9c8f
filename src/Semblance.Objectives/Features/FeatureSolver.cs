using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Options;
using Semblance.Tensors;

namespace Semblance.Objectives.Features;

/// <summary>The linear encoder of least norm among the minimisers of a supervised, unsupervised or joint spectral contrastive loss.</summary>
/// <remarks>Xue et al. 2023, lemma B.2, in a form that holds where eigenvalues tie: with P w = lambda M w and w' M w = 1, rows sqrt(lambda) w of the dim largest lambda, among equal ones
/// the shortest w first. That order is what "minimum norm" means when dim is less than the rank; theorem 5.1 rests on it. Other than <see cref="Spectral.Solving.LinearSolver"/> it can count
/// classes alike, for which no encoder is needed that keeps correlations below 1. Cost O(d^3).</remarks>
public static class FeatureSolver
{
    /// <summary>A smaller share of the largest eigenvalue is rounding: such a direction is not learnt.</summary>
    private const double Nothing = 1e-10;

    /// <summary>Solves.</summary>
    /// <param name="moments">Uncentred second moments of the features.</param>
    /// <param name="options">Size, weight, ridge.</param>
    /// <exception cref="RequestException">An option out of range, labels missing, features that are 0.</exception>
    /// <exception cref="RunException">The eigenproblem could not be solved accurately: add a ridge.</exception>
    public static FeatureSolution Solve(FeatureMoments moments, FeatureSolverOptions options)
    {
        OptionSet.Validate(options, "the features");
        var positive = moments.Positive(options.Weight);
        var solved = GeneralisedEigen.Solve(positive, moments.Total, new GeneralisedOptions { Ridge = options.Ridge, TieTolerance = options.TieTolerance });
        double[] values = [.. solved.Pairs.Values.Select(v => v > Nothing * solved.Pairs.Values[0] ? v : Math.Min(v, 0))];
        var weights = new Matrix(options.Dim, moments.Dim);
        for (var row = 0; row < Math.Min(options.Dim, values.Length); row++)
        {
            var size = Math.Sqrt(Math.Max(0, values[row]));
            for (var k = 0; k < moments.Dim; k++) weights[row, k] = size * solved.Pairs.Vectors[k, row];
        }

        return new FeatureSolution(values, weights, solved.Pairs.Vectors);
    }

    /// <summary>The loss of any linear encoder: -2 tr(W P W') + |W M W'|^2.</summary>
    /// <param name="weights">W, [dim, d].</param>
    /// <param name="moments">Uncentred second moments of the features.</param>
    /// <param name="weight">Share of the supervised loss, in [0, 1].</param>
    /// <exception cref="RequestException">A weight out of range, or labels missing.</exception>
    public static double Loss(Matrix weights, FeatureMoments moments, double weight)
    {
        using var scope = new TensorScope();
        var square = weights.Times(moments.Total).TimesTranspose(weights);
        return square.InnerProduct(square) - (2 * weights.Times(moments.Positive(weight)).InnerProduct(weights));
    }
}
