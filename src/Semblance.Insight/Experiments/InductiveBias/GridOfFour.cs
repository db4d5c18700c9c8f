using Semblance.Insight.Capacity;
using Semblance.Pairs.Moments;
using Semblance.Pairs.Synthetic;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.InductiveBias;

/// <summary>Four clusters at the corners of a square: linear encoders find the two groupings along the axes and reject the diagonal one.</summary>
internal sealed class GridOfFour : Experiment
{
    private const int Count = 20_000;
    private const double Jitter = 0.2;

    public override string Id => "E10";

    public override string Title => "Four clusters, two linear functions";

    public override string Source => "HaoChen and Ma 2023, figure 3";

    public override string Shows => "A linear encoder of two dimensions has both groupings along the axes; the diagonal one, as invariant nearly, is outside its class.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        using var scope = new TensorScope();
        var drawn = SyntheticCatalog.Model(FormattableString.Invariant($"grid:jitter={Jitter}")).Draw(Count, 2, context.Seed);
        var spectrum = AlignmentSpectrum.Of(PairMomentsOf.Views([.. drawn.Views], 2), hasConstant: false);
        var variance = Jitter * Jitter;
        findings.Near("axes", "alignment of the two coordinates, 2 s^2 / (1 + s^2)", [2 * variance / (1 + variance), 2 * variance / (1 + variance)], [.. spectrum.Values], 0.003);
        double[][] products = [.. drawn.Views.Select(v => Enumerable.Range(0, Count).Select(i => v[2 * i] * v[(2 * i) + 1]).ToArray())];
        var product = AlignmentSpectrum.Of(PairMomentsOf.Views(products, 1), hasConstant: false);
        findings.Near("diagonal", "alignment of their product, 2 (1 - (1 + s^2)^-2)", 2 * (1 - Math.Pow(1 + variance, -2)), product.Values[0], 0.003);
        var functions = spectrum.Evaluate(Tensor.From(drawn.Views[0], Count, 2), 2);
        double Error(int factor) => LinearHead.Judge(functions, LinearHead.Signs(drawn.Factors[factor])).Error;
        findings.Above("rejected", "error of a head on the diagonal grouping", 0.99, Error(3));
        findings.Below("found", "error on the groupings along the axes, the larger", 0.05, Math.Max(Error(1), Error(2)));
        findings.Add(new PointMap("The linear embedding", "Its two functions of 600 views, by cluster.", [.. Points(functions, drawn.Factors[0])], ["-, -", "-, +", "+, -", "+, +"]));
    }

    private static IEnumerable<(double X, double Y, int Group)> Points(Tensor functions, int[] clusters)
    {
        var values = functions.Narrow(0, 0, 600).Contiguous().ToArray<double>();
        return Enumerable.Range(0, 600).Select(i => (values[2 * i], values[(2 * i) + 1], clusters[i]));
    }
}
