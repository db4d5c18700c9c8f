using Semblance.Insight.Capacity;
using Semblance.Insight.Evaluation;
using Semblance.Insight.Report;
using Semblance.Numerics;
using Semblance.Pairs.Moments;
using Semblance.Pairs.Synthetic;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.InductiveBias;

/// <summary>Polynomial encoders of rising degree: how many invariant functions each has, and when they are indicators.</summary>
internal sealed class CapacityLadder : Experiment
{
    private const int Dim = 6, Clean = 3;

    public override string Id => "E11";

    public override string Title => "The ladder of polynomial encoders";

    public override string Source => "Derived from HaoChen and Ma 2023, example 5.1: every product of coordinates is an exact eigenfunction";

    public override string Shows => "Degree 1, 2, 3 has 4, 7, 8 invariant functions of the 8 clean patterns. k-means on them finds the patterns at every degree; only at degree 3 are they indicators.";

    internal override void Run(ExperimentContext context, Findings findings)
    {
        Counts(context, findings);
        Clusters(context, findings);
    }

    private static void Counts(ExperimentContext context, Findings findings)
    {
        var (counts, curves, count) = (new List<int>(), new List<Curve>(), context.Size(50_000, 200_000));
        double[] largest = [0.01, 0.02, 0.03, 0.05];
        foreach (var degree in new[] { 1, 2, 3, 4 })
        {
            context.Step($"degree {degree}");
            var (spectrum, exact) = Spectrum(context, degree, 0, count);
            counts.Add(spectrum.Values.Count(mu => mu < 1e-9));
            findings.Below($"spectrum-{degree}", $"degree {degree}: largest distance of an alignment eigenvalue from 2 (1 - (3/4)^m), {count} samples", largest[degree - 1], spectrum.Values.Zip(exact, (a, b) => Math.Abs(a - b)).Max());
            if (degree == 2) findings.Near("phi-16", "degree 2: phi_16", exact.Take(16).Average(), spectrum.Values.Take(16).Average(), 0.005);
            curves.Add(new Curve($"degree {degree}", Palette.Classes[degree - 1], [.. AlignmentSpectrum.Means(spectrum.Values).Select((p, m) => (m + 1.0, p))]));
        }

        findings.Same("counts", "invariant functions at degree 1, 2, 3, 4: sums of binomials, at most 2^s", [4, 7, 8, 8], counts);
        var (half, halfExact) = Spectrum(context, 2, 0.5, count);
        findings.Near("phi-8-half", "degree 2, factors from 1/2: phi_8", halfExact.Take(8).Average(), half.Values.Take(8).Average(), 5e-4);
        findings.Add(new Figure("phi_m by degree", "Where a curve leaves 0 is the number of invariant functions that the class can implement.", curves, new ChartAxes("functions m", "phi_m")));
    }

    private static (AlignmentSpectrum Spectrum, List<double> Exact) Spectrum(ExperimentContext context, int degree, double low, int count)
    {
        var model = SyntheticCatalog.Model(FormattableString.Invariant($"monomials:dim={Dim},clean={Clean},degree={degree},low={low}"));
        using var sums = new MomentAccumulator(model.Dim);
        for (var part = 0; part < 10; part++) sums.Add([.. model.Draw(count / 10, 2, context.Seed, part).Views]);
        var (mean, square) = ((1 + low) / 2, (1 + low + (low * low)) / 3);
        var q = mean * mean / square;
        // Sets of clean and spurious coordinates with at most as many members as the degree.
        var exact = Enumerable.Range(0, 1 << Dim).Where(set => int.PopCount(set) <= degree).Select(set => 2 * (1 - Math.Pow(q, int.PopCount(set >> Clean)))).Order().ToList();
        return (AlignmentSpectrum.Of(sums.ToMoments(), hasConstant: false), exact);
    }

    private static void Clusters(ExperimentContext context, Findings findings)
    {
        const int count = 20_000;
        var (indicators, rows) = (new double[3], new List<IReadOnlyList<string>>());
        foreach (var degree in new[] { 1, 2, 3 })
        {
            context.Step($"clusters at degree {degree}");
            using var scope = new TensorScope();
            var model = SyntheticCatalog.Model($"monomials:dim=8,clean=3,degree={degree}");
            var drawn = model.Draw(count, 2, context.Seed);
            var spectrum = AlignmentSpectrum.Of(PairMomentsOf.Views([.. drawn.Views], model.Dim), hasConstant: false);
            var invariant = spectrum.Values.Count(mu => mu < 1e-9);
            var functions = spectrum.Evaluate(Tensor.From(drawn.Views[0], count, model.Dim), invariant);
            var set = new FeatureSet(functions.To(ElementType.Float32).ToArray<float>(), count, invariant);
            var features = set.ToTensor();
            var means = KMeans.Fit(features, set, 8, 10, unchecked((int)context.Seed)).Assign(features).Labels;
            var (patterns, all) = (new Contingency(means, drawn.Factors[0]).Ari(), new Contingency(means, drawn.Factors[^1]).Ari());
            indicators[degree - 1] = new Contingency(IndicatorRotation.Assign(Matrix.From(functions)), drawn.Factors[0]).Ari();
            findings.Above($"k-means-{degree}", $"degree {degree}, {invariant} functions: agreement of 8 clusters by k-means with the 8 clean patterns", 0.99, patterns);
            rows.Add([$"{degree}", $"{invariant}", Words.Of(patterns, 3), Words.Of(all, 3), Words.Of(indicators[degree - 1], 3)]);
        }

        findings.Above("indicators", "degree 3: agreement of the assignment by rotated indicators", 0.99, indicators[2]);
        findings.Below("no-indicators", "degree 1 and 2: its agreement, the larger", 0.99, Math.Max(indicators[0], indicators[1]));
        findings.Add(new Table("Clusters read off invariant functions", $"d 8, s 3, {count} samples; adjusted Rand index. The specification's prototype had .317, .869, 1 for the last column; within a degenerate space the rotation is chance.", ["degree", "invariant functions", "k-means and 8 patterns", "k-means and 256 corners", "indicators and 8 patterns"], rows));
    }
}
