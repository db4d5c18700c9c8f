using Semblance.Numerics;
using Semblance.Pairs.Moments;

namespace Semblance.Insight.Capacity;

/// <summary>What a linear head on the first k functions makes of one-hot labels.</summary>
/// <param name="Error">E|y - W g|^2 of the best head on the first k functions, on the pairs they were found on, [functions]; 1 is knowing nothing, not even the class frequencies.</param>
/// <param name="HeldOut">The same of that head on held-out pairs, [functions]; null without them.</param>
/// <param name="Bound">zeta + phi / mu_{k+1}, which Error never exceeds, [functions]; null where there is no next function.</param>
/// <param name="Inexpressible">zeta = E|y - P y|^2: what the class cannot express at any size.</param>
/// <param name="LabelAlignment">phi_y = E|P y(x) - P y(x')|^2: how much the expressible part of the labels changes between views.</param>
/// <param name="SuitedDim">The size with the least held-out error times 1 + k / labels.</param>
/// <param name="Labels">Labels that size is for.</param>
public sealed record LabelCurve(
    IReadOnlyList<double> Error, IReadOnlyList<double>? HeldOut, IReadOnlyList<double?> Bound, double Inexpressible, double LabelAlignment, int SuitedDim, int Labels)
{
    internal static LabelCurve? Of(AlignmentSpectrum spectrum, PairMoments moments, PairMoments? heldOut, int count, int? labels)
    {
        if (moments.Labels is null) return null;
        var means = spectrum.LabelMeans(moments, spectrum.Count);
        double[] energy = [.. Enumerable.Range(0, spectrum.Count).Select(j => Enumerable.Range(0, means.Rows).Sum(c => means[c, j] * means[c, j]))];
        var inexpressible = 1 - energy.Sum();
        var alignment = energy.Zip(spectrum.Values, (e, mu) => e * mu).Sum();
        var (error, rest) = (new double[count], 1.0);
        for (var k = 0; k < count; k++) error[k] = rest -= energy[k];
        double?[] bound = [.. Enumerable.Range(0, count).Select(k => k + 1 < spectrum.Count && spectrum.Values[k + 1] > 0 ? inexpressible + (alignment / spectrum.Values[k + 1]) : (double?)null)];
        var held = heldOut?.Labels is null ? null : HeldOutErrors(spectrum, means, heldOut, count);
        var number = labels ?? (int)Math.Min(int.MaxValue, moments.Labels.Counts.Sum());
        var judged = held ?? error;
        var suited = Enumerable.Range(0, count).MinBy(k => judged[k] * (1 + ((k + 1.0) / number))) + 1;
        return new LabelCurve(error, held, bound, inexpressible, alignment, suited, number);
    }

    private static double[] HeldOutErrors(AlignmentSpectrum spectrum, Matrix head, PairMoments other, int count)
    {
        var (means, gram, errors) = (spectrum.LabelMeans(other, count), spectrum.Gram(other, count), new double[count]);
        var error = 1.0;
        for (var k = 0; k < count; k++)
        {
            for (var c = 0; c < Math.Min(head.Rows, means.Rows); c++)
            {
                var cross = 0.0;
                for (var j = 0; j < k; j++) cross += head[c, j] * gram[j, k];
                error += (head[c, k] * ((2 * cross) + (head[c, k] * gram[k, k]))) - (2 * head[c, k] * means[c, k]);
            }

            errors[k] = error;
        }

        return errors;
    }
}
