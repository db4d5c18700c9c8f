using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Pairs.Moments;

namespace Semblance.Objectives.SimVae;

/// <summary>The linear SimVAE of real pairs: axes, and for each its optimum.</summary>
/// <param name="Axes">Orthonormal columns, [dim, directions], those that gain most first.</param>
/// <param name="Directions">One for each column.</param>
/// <param name="Commutator">Share of the two covariances, in [0, 1], that does not commute; 0 where the solution is exact.</param>
public sealed record LinearFit(Matrix Axes, IReadOnlyList<LinearDirection> Directions, double Commutator)
{
    /// <summary>The solution from the moments of pairs.</summary>
    /// <remarks>Exact where the covariances of sum and contrast share eigenvectors. Elsewhere the axes are the eigenvectors of a S_b + (J - 1) b S_w, whose positive excess over
    /// the noise decides whether a direction is kept; the commutator says how far off that is.</remarks>
    /// <param name="moments">Population moments of the views.</param>
    /// <param name="model">Views and variances; its number of views must be that of the moments.</param>
    /// <param name="directions">How many directions; null for all.</param>
    public static LinearFit Of(PairMoments moments, LinearModel model, int? directions = null)
    {
        // Of the views' covariance T and the covariance C between two views, sum / sqrt J has T + (J - 1) C, contrasts have T - C.
        var between = moments.Total.Plus(moments.Cross, model.Views - 1).Symmetric();
        var within = moments.Total.Plus(moments.Cross, -1).Symmetric();
        var axes = SymmetricEigen.Decompose(between.Scaled(model.Common).Plus(within, (model.Views - 1) * model.Within)).Vectors;
        double[] content = Along(axes, between), style = Along(axes, within);
        var solved = content.Zip(style, (b, w) => LinearSimVae.Solve(Math.Max(b, 0), Math.Max(w, 0), model)).ToList();
        int[] order = [.. Enumerable.Range(0, solved.Count).OrderByDescending(k => solved[k].Gain).Take(directions ?? solved.Count)];
        return new LinearFit(axes.Columns(order), [.. order.Select(k => solved[k])], Disagreement(between, within));
    }

    private static double[] Along(Matrix axes, Matrix covariance)
    {
        var product = covariance.Times(axes);
        return [.. Enumerable.Range(0, axes.Columns).Select(k => Enumerable.Range(0, axes.Rows).Sum(i => axes[i, k] * product[i, k]))];
    }

    /// <summary>|AB - BA| / (2 |AB|): 0 where they commute.</summary>
    private static double Disagreement(Matrix a, Matrix b)
    {
        var (ab, ba) = (a.Times(b), b.Times(a));
        var size = Math.Sqrt(ab.InnerProduct(ab));
        var difference = ab.Plus(ba, -1);
        return size == 0 ? 0 : Math.Sqrt(difference.InnerProduct(difference)) / (2 * size);
    }
}
