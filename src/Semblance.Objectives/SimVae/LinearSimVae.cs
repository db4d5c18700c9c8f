using System.Numerics;
using Semblance.Errors;

namespace Semblance.Objectives.SimVae;

/// <summary>Maximum likelihood of the linear SimVAE, direction by direction.</summary>
/// <remarks>The Helmert rotation of J views gives one contrast, sum / sqrt J, with variance a l + s along a direction of squared loading l, and J - 1 others with
/// b l + s, where a = J between + within, b = within, s = noise. Where the two covariances share eigenvectors the likelihood separates, and l minimises
/// 1/2 [log(a l + s) + c_b / (a l + s) + (J - 1) (log(b l + s) + c_w / (b l + s))], whose stationary points are the roots of a cubic.
/// A pure style direction (c_b = s, c_w > s) is therefore always kept: the model drops a direction only where its variance is below the noise.</remarks>
public static class LinearSimVae
{
    /// <summary>The optimum of one direction.</summary>
    /// <param name="content">c_b, >= 0: variance of the views' sum over root J.</param>
    /// <param name="style">c_w, >= 0: variance of a contrast.</param>
    /// <param name="model">Views and variances.</param>
    /// <exception cref="RequestException">A variance that is not above 0, or fewer than two views.</exception>
    public static LinearDirection Solve(double content, double style, LinearModel model)
    {
        Check(model);
        if (!(content >= 0 && style >= 0)) throw new RequestException("variances are not negative", FormattableString.Invariant($"got {content} and {style}"), "give variances of samples");
        double[] stationary = [0, .. Roots(Cubic(content, style, model)).Where(l => l > 0)];
        var best = stationary.MinBy(l => Loss(l, content, style, model));
        return new LinearDirection(content, style, best, Loss(0, content, style, model) - Loss(best, content, style, model), Rule(content, style, model) > 0);
    }

    /// <summary>Minus the log likelihood of a group along one direction, without constants, at a squared loading.</summary>
    public static double Loss(double loading, double content, double style, LinearModel model)
    {
        var (common, contrast) = ((model.Common * loading) + model.Noise, (model.Within * loading) + model.Noise);
        return 0.5 * (Math.Log(common) + (content / common) + ((model.Views - 1) * (Math.Log(contrast) + (style / contrast))));
    }

    /// <summary>Positive where the loss falls as the loading leaves 0: the direction is then certainly kept.</summary>
    internal static double Rule(double content, double style, LinearModel model) =>
        (model.Common * (content - model.Noise)) + ((model.Views - 1) * model.Within * (style - model.Noise));

    /// <summary>Coefficients, from the cube down, of a (b l + s)^2 (a l + s - c_b) + (J - 1) b (a l + s)^2 (b l + s - c_w).</summary>
    private static double[] Cubic(double content, double style, LinearModel model)
    {
        var (a, b, s, others) = (model.Common, model.Within, model.Noise, model.Views - 1.0);
        double[] Product(double slope, double other, double variance, double factor) =>
        [
            factor * slope * slope * other,
            factor * ((slope * slope * (s - variance)) + (2 * slope * s * other)),
            factor * ((2 * slope * s * (s - variance)) + (s * s * other)),
            factor * s * s * (s - variance),
        ];
        return [.. Product(b, a, content, a).Zip(Product(a, b, style, others * b), (x, y) => x + y)];
    }

    /// <summary>Real roots of a cubic by Cardano's formula, each made exact by a few steps of Newton's method.</summary>
    private static IEnumerable<double> Roots(double[] c)
    {
        var (p2, p1, p0) = (c[1] / c[0], c[2] / c[0], c[3] / c[0]);
        var shift = p2 / 3;
        var (p, q) = (p1 - (p2 * shift), (2 * shift * shift * shift) - (shift * p1) + p0);
        var root = Complex.Sqrt((q * q / 4) + (p * p * p / 27));
        var u = Complex.Pow(Complex.Abs((-q / 2) + root) >= Complex.Abs((-q / 2) - root) ? (-q / 2) + root : (-q / 2) - root, 1.0 / 3);
        for (var k = 0; k < 3; k++)
        {
            var turned = u * Complex.FromPolarCoordinates(1, 2 * Math.PI * k / 3);
            var x = (turned == Complex.Zero ? Complex.Zero : turned - (p / (3 * turned))) - shift;
            if (Math.Abs(x.Imaginary) > 1e-6 * (1 + Complex.Abs(x))) continue;
            yield return Polished(x.Real, p2, p1, p0);
        }
    }

    private static double Polished(double x, double p2, double p1, double p0)
    {
        for (var k = 0; k < 4; k++)
        {
            var slope = (((3 * x) + (2 * p2)) * x) + p1;
            if (slope == 0) break;
            x -= ((((x + p2) * x) + p1) * x + p0) / slope;
        }

        return x;
    }

    private static void Check(LinearModel model)
    {
        if (model.Views < 2) throw new RequestException("the linear SimVAE needs at least 2 views", $"got {model.Views}", "give views of the same samples");
        if (model.Within > 0 && model.Noise > 0 && model.Common > model.Within) return;
        throw new RequestException(
            "the linear SimVAE needs variances above 0", FormattableString.Invariant($"within {model.Within}, between {model.Between ?? GroupPrior.ReleasedBetween(model.Within, model.Views)}, noise {model.Noise}"),
            "give positive variances of style, content and noise");
    }
}
