using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Pairs.Moments;

namespace Semblance.Objectives.Features;

/// <summary>The three uncentred second moments that decide which features the spectral losses learn: of all views, of pairs of views, of pairs of a class.</summary>
/// <remarks>Xue, Joshi, Gan, Chen and Mirzasoleiman 2023, appendix A.2: M, M~ and M+. Nothing is centred: the constant is a feature like others and takes a dimension.</remarks>
/// <param name="Total">E x x' over all views, M in the paper, [d, d].</param>
/// <param name="Views">E x x'' over two views of one sample, M~ in the paper, [d, d].</param>
/// <param name="Classes">Mean over classes of the outer product of the class's mean, M+ in the paper, [d, d]; null without labels.</param>
public sealed record FeatureMoments(Matrix Total, Matrix Views, Matrix? Classes)
{
    /// <summary>Number of features, d, the constant included.</summary>
    public int Dim => Total.Rows;

    /// <summary>From the moments of pairs.</summary>
    /// <param name="moments">Moments of views; labels, if any, give <see cref="Classes"/>.</param>
    /// <param name="options">Null for the defaults.</param>
    public static FeatureMoments Of(PairMoments moments, FeatureMomentOptions? options = null)
    {
        options ??= new FeatureMomentOptions();
        double[] mean = options.AppendsConstant ? [.. moments.Mean, 1] : moments.Mean;
        var total = Uncentred(moments.Total, mean);
        var views = Uncentred(moments.Cross, mean);
        if (options.IncludesSelf) views = total.Scaled(1.0 / moments.Views).Plus(views, 1 - (1.0 / moments.Views));
        return new FeatureMoments(total, views, moments.Labels is { } labels ? OfClasses(labels, mean, options) : null);
    }

    /// <summary>weight * <see cref="Classes"/> + (1 - weight) * <see cref="Views"/>: what the loss pulls together, [d, d].</summary>
    /// <param name="weight">Share of the supervised loss in [0, 1]: 0 is unsupervised, 1 supervised (beta in the paper's main text; its appendix swaps the two).</param>
    /// <exception cref="RequestException">A weight out of range, or above 0 without labels.</exception>
    public Matrix Positive(double weight)
    {
        if (!(weight >= 0 && weight <= 1)) throw new RequestException("the joint weight is out of range", FormattableString.Invariant($"got {weight}"), "give a number from 0, without labels, to 1, labels alone");
        if (weight == 0) return Views;
        var classes = Classes ?? throw new RequestException("the supervised part of the loss needs labels", "the moments carry none", "give labels, or weight 0");
        return weight == 1 ? classes : classes.Scaled(weight).Plus(Views, 1 - weight);
    }

    /// <summary>A moment about the mean made one about 0; features beyond its size are constants.</summary>
    private static Matrix Uncentred(Matrix centred, double[] mean)
    {
        var result = new Matrix(mean.Length, mean.Length);
        for (var i = 0; i < mean.Length; i++)
        {
            var row = result.Row(i);
            if (i < centred.Rows) centred.Row(i).CopyTo(row);
            Dense.AddScaled(row, mean, mean[i]);
        }

        return result.Symmetric();
    }

    private static Matrix OfClasses(LabelMoments labels, double[] mean, FeatureMomentOptions options)
    {
        var known = labels.Counts.Sum();
        var classes = labels.Counts.Count(c => c > 0);
        var result = new Matrix(mean.Length, mean.Length);
        for (var c = 0; c < labels.Counts.Length; c++)
        {
            if (labels.Counts[c] <= 0) continue;
            double[] centre = [.. mean];
            Dense.AddScaled(centre.AsSpan(0, labels.Means.Columns), labels.Means.Row(c), 1);
            var share = options.CountsClassesAlike ? 1.0 / classes : labels.Counts[c] / known;
            for (var i = 0; i < centre.Length; i++) Dense.AddScaled(result.Row(i), centre, share * centre[i]);
        }

        return result.Symmetric();
    }
}
