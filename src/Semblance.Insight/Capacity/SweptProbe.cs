using Semblance.Errors;

namespace Semblance.Insight.Capacity;

/// <summary>The paper's own protocol: a training for every size and every lambda; outputs are whitened and the least phi over lambda counts.</summary>
/// <remarks>HaoChen and Ma (2023), section 6: sizes 10 to 300, lambda 0.1 to 1000, SGD of rate 0.01 with a cosine. The paper starts from a pre-trained checkpoint; this starts from fresh weights.</remarks>
internal static class SweptProbe
{
    internal static CapacityReport Run(ProbeSession session)
    {
        var (sizes, lambdas, repeats, trainings) = (session.Options.SizeList, session.Options.Lambdas, session.Options.Repeats, new List<TrainingEvidence>());
        var smallest = session.Input.Count(true) / 2;
        if (sizes[^1] > smallest) throw new RequestException("a size of the sweep is too large for the held-out samples", $"got {sizes[^1]} for {smallest * 2}", $"give sizes up to {smallest}");
        var (all, train) = (sizes.Count * lambdas.Count * repeats, new List<double>());
        (int Learnt, int Held) counts = (0, 0);
        foreach (var size in sizes)
        {
            var least = double.PositiveInfinity;
            foreach (var lambda in lambdas)
            {
                for (var repeat = 0; repeat < repeats; repeat++)
                {
                    using var features = ProbeFeatures.Of(session.Train(size, lambda, repeat, trainings.Count, all));
                    var learnt = session.Moments(features, heldOut: false, Math.Max(10_000, 50 * size));
                    var held = session.Moments(features, heldOut: true, limit: null);
                    counts = ((int)learnt.Count, (int)held.Count);
                    var found = new FoundFunctions(features, AlignmentSpectrum.Of(learnt, hasConstant: false, tolerance: 1e-10), learnt, held);
                    least = Math.Min(least, found.Spectrum.Values.Average());
                    trainings.Add(TrainedProbe.Evidence(found, [found.Spectrum.On(held, found.Spectrum.Count).Average()], size, lambda, repeat));
                }
            }

            train.Add(least);
        }

        return Report(session, sizes, trainings, train, counts);
    }

    private static CapacityReport Report(ProbeSession session, IReadOnlyList<int> sizes, List<TrainingEvidence> trainings, List<double> train, (int Learnt, int Held) counts)
    {
        double[] phi = [.. sizes.Select(m => trainings.Where(t => t.Outputs == m).Min(t => t.Phi[0]))];
        var within = Enumerable.Range(0, sizes.Count).Where(k => phi[k] <= session.Options.Tolerance).ToList();
        var text = FormattableString.Invariant($"{session.Options.Tolerance:0.###}");
        var choice = within.Count > 0
            ? new DimensionChoice(sizes[within[^1]], "budget", FormattableString.Invariant($"of the sizes trained, {sizes[within[^1]]} is the largest with a mean alignment of at most {text}: {phi[within[^1]]:0.###}"))
            : new DimensionChoice(sizes[0], "none", FormattableString.Invariant($"already {sizes[0]} outputs have a mean alignment of {phi[0]:0.###}, above the tolerance {text}"));
        var report = new CapacityReport
        {
            Pairs = session.Input.Description,
            Encoder = session.Encoder,
            Mode = "sweep",
            Samples = counts.Learnt,
            HeldOutSamples = counts.Held,
            HasConstant = false,
            Sizes = sizes,
            Phi = phi,
            TrainPhi = train,
            Spectrum = [],
            HeldOutSpectrum = [],
            Tolerance = session.Options.Tolerance,
            Choice = choice,
            Universal = UniversalBaseline.Of(session.Input.Count(false), session.Input.Classes, sizes),
            Trainings = trainings,
        };
        return report with { Findings = CapacityWords.Findings(report), Warnings = CapacityWords.Warnings(report, 0) };
    }
}
