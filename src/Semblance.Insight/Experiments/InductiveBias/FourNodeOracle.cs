using Semblance.Insight.Capacity;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Pairs.Moments;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.InductiveBias;

/// <summary>Four points on which every number of theorem 3.6 is known, and on which its bound is tight.</summary>
internal sealed class FourNodeOracle : Experiment
{
    private const double Tolerance = 1e-9;
    private static readonly (double A, double B, double Error, double Bound)[] Cases =
        [(.01, .02, 0, .252551), (.02, .0199, .5, .512982), (.002, .00199, .5, .503522), (.2, .19, .5, .701754), (.05, .2, 0, .131944)];

    public override string Id => "E3";

    public override string Title => "Four nodes: the theorem is tight";

    public override string Source => "HaoChen and Ma 2023, theorem 3.6; the instance is derived";

    public override string Shows => "Two signs of which pairs flip the first with probability a and the second with b: the wrong sign is learnt as soon as a exceeds b, and the bound tends to the error there.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        var rows = new List<IReadOnlyList<string>>();
        foreach (var (a, b, error, bound) in Cases)
        {
            var (certificate, values) = Certify(a, b);
            var name = $"{Words.Of(a)}-{Words.Of(b)}";
            findings.Near($"spectrum-{name}", $"a {Words.Of(a)}, b {Words.Of(b)}: alignment eigenvalues 0, 4a, 4b", [.. new[] { 0, 4 * a, 4 * b }.Order()], [.. values], Tolerance);
            findings.Near($"error-{name}", "error of the best head on the first two functions", error, certificate.Error, Tolerance);
            findings.Near($"bound-{name}", "bound of theorem 3.6, a (1 - a) / (2 b (1 - 2a))", a * (1 - a) / (2 * b * (1 - (2 * a))), certificate.Theorem, Tolerance);
            findings.Near($"printed-{name}", "the bound as printed", bound, certificate.Theorem, 5e-7);
            findings.Near($"beta-{name}", "inner connection 2b / (1 - a)", 2 * b / (1 - a), certificate.Beta, Tolerance);
            rows.Add([Words.Of(a), Words.Of(b), Words.Of(certificate.Error, 6), Words.Of(certificate.Scatter, 6), Words.Of(certificate.Spectral, 6), Words.Of(certificate.Theorem, 6)]);
        }

        findings.Add(new Table("The chain of bounds", "Error, then the bounds by scatter, by eigenvalues, and of the theorem: each at least the one before.", ["a", "b", "error", "scatter", "eigenvalues", "theorem 3.6"], rows));
    }

    private static (ClusterCertificate Certificate, IReadOnlyList<double> Values) Certify(double a, double b)
    {
        var moments = new PairMoments
        {
            Dim = 3,
            Views = 2,
            Count = 4,
            Mean = new double[3],
            Total = Dense.Identity(3),
            Cross = Dense.Diagonal([1, 1 - (2 * a), 1 - (2 * b)]),
        };
        var spectrum = AlignmentSpectrum.Of(moments, hasConstant: false);
        var chosen = new Matrix(3, 2);
        for (var k = 0; k < 6; k++) chosen[k / 2, k % 2] = spectrum.Vectors[k / 2, k % 2];
        using var scope = new TensorScope();
        List<double> first = [], second = [], weights = [];
        List<int> from = [], to = [];
        foreach (var (c, u) in new[] { (1, 1), (1, -1), (-1, 1), (-1, -1) })
        {
            foreach (var (c2, u2, p) in new[] { (-c, u, a), (c, -u, b), (c, u, 1 - a - b) })
            {
                first.AddRange([1, c, u]);
                second.AddRange([1, c2, u2]);
                weights.Add(p / 4);
                from.Add(c > 0 ? 1 : 0);
                to.Add(c2 > 0 ? 1 : 0);
            }
        }

        var pairs = new WeightedPairs(Tensor.From(first.ToArray(), weights.Count, 3), Tensor.From(second.ToArray(), weights.Count, 3), [.. weights], [.. from], [.. to]);
        return (ClusterCertificate.Of(pairs, chosen, spectrum.Values.Take(2).Sum(), 2)!, spectrum.Values);
    }
}
