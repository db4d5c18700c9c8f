using Semblance.Numerics;
using Semblance.Pairs.Moments;
using Semblance.Tensors;

namespace Semblance.Insight.Capacity;

/// <summary>One probe: its pairs, its options, and what is measured along the way.</summary>
internal sealed class ProbeSession(CapacityInput input, string encoder, CapacityOptions options, Device device, Action<string, long, long> progress, CancellationToken cancellation)
{
    private const int Batch = 500, MeasuringEpoch = 1_000_000_000, FewestLandmarkSamples = 5000;

    internal CapacityInput Input => input;

    internal string Encoder => encoder;

    internal CapacityOptions Options => options;

    /// <summary>Moments of the features of a part.</summary>
    /// <param name="features">The features.</param>
    /// <param name="heldOut">Which part.</param>
    /// <param name="limit">Samples at most; null for all.</param>
    internal PairMoments Moments(ProbeFeatures features, bool heldOut, int? limit)
    {
        using var sums = new MomentAccumulator(features.Dim, 2, input.Classes);
        var all = Math.Min(limit ?? int.MaxValue, input.Count(heldOut));
        foreach (var chunk in input.Chunks(heldOut, Batch, MeasuringEpoch, isShuffled: false))
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = new TensorScope();
            var values = features.Map(chunk.Views()).Contiguous();
            sums.Add(values.Elements<double>(), labels: input.Classes > 0 ? chunk.Labels : default);
            progress(heldOut ? "held-out pairs" : "pairs", sums.Rows, all);
            if (sums.Rows >= all) break;
        }

        return sums.ToMoments();
    }

    /// <summary>Samples for landmarks: first views of the part to learn from, [n, d].</summary>
    internal Matrix Landmarks()
    {
        var rows = new List<double>();
        foreach (var chunk in input.Chunks(heldOut: false, Batch, MeasuringEpoch, isShuffled: false))
        {
            using var scope = new TensorScope();
            rows.AddRange(chunk.Views().Narrow(0, 0, chunk.Rows).Flatten(1).To(ElementType.Float64).Contiguous().ToArray<double>());
            if (rows.Count >= FewestLandmarkSamples * input.Shape.Count) break;
        }

        return new Matrix(rows.Count / input.Shape.Count, input.Shape.Count, [.. rows]);
    }

    /// <summary>A training of the encoder with so many outputs.</summary>
    internal ProbeNetwork Train(int outputs, double lambda, int repeat, int done, int all)
    {
        var total = (long)all * options.Steps;
        var training = new ProbeTraining(input, options, device, step => progress($"training {outputs} outputs, lambda {FormattableString.Invariant($"{lambda}")}", ((long)done * options.Steps) + step, total), cancellation);
        return training.Run(encoder, outputs, lambda, options.Seed + repeat);
    }

    /// <summary>First functions at held-out views, first views then second ones, and the labels of the samples.</summary>
    internal (Matrix Functions, int[] Labels) HeldOutRows(FoundFunctions found, int count, int limit)
    {
        var (first, second, labels) = (new List<double>(), new List<double>(), new List<int>());
        foreach (var chunk in input.Chunks(heldOut: true, Batch, MeasuringEpoch, isShuffled: false))
        {
            using var scope = new TensorScope();
            var values = found.Spectrum.Evaluate(found.Features.Map(chunk.Views()), count).Contiguous().ToArray<double>();
            first.AddRange(values.AsSpan(0, chunk.Rows * count));
            second.AddRange(values.AsSpan(chunk.Rows * count));
            labels.AddRange(chunk.Labels);
            if (labels.Count >= limit) break;
        }

        return (new Matrix(2 * labels.Count, count, [.. first, .. second]), [.. labels]);
    }

    /// <summary>The report of functions that were found by one probe.</summary>
    internal CapacityReport Report(string mode, FoundFunctions found, IReadOnlyList<TrainingEvidence> trainings)
    {
        var count = found.Count(options.MaxDim);
        double[] held = found.Spectrum.On(found.Held, count), learnt = [.. found.Spectrum.Values.Take(count)];
        double[] phi = AlignmentSpectrum.Means(held);
        if (trainings.Count > 0) phi = [.. phi.Select((_, m) => trainings.Where(t => t.Phi.Count > m).Min(t => t.Phi[m]))];
        double[] marginal = trainings.Count < 2 ? held : [.. phi.Select((p, m) => ((m + 1) * p) - (m == 0 ? 0 : m * phi[m - 1]))];
        progress("clusters", 0, 1);
        var choice = DimensionChoice.Of(marginal, found.Spectrum.HasConstant, options.Tolerance);
        var labels = LabelCurve.Of(found.Spectrum, found.Learnt, found.Held, count, options.UseLabels);
        var report = new CapacityReport
        {
            Pairs = input.Description,
            Encoder = encoder,
            Mode = mode,
            Samples = (int)found.Learnt.Count,
            HeldOutSamples = (int)found.Held.Count,
            HasConstant = found.Spectrum.HasConstant,
            Sizes = [.. Enumerable.Range(1, count)],
            Phi = phi,
            TrainPhi = AlignmentSpectrum.Means(learnt),
            Spectrum = learnt,
            HeldOutSpectrum = marginal,
            Tolerance = options.Tolerance,
            Choice = choice,
            Labels = labels,
            Universal = UniversalBaseline.Of(input.Count(false), input.Classes, [.. Enumerable.Range(1, count)]),
            Clusters = ClusterFinder.Find(this, found, choice.Dim, count),
            Trainings = trainings,
        };
        return report with { Findings = CapacityWords.Findings(report), Warnings = CapacityWords.Warnings(report, found.Spectrum.Dropped) };
    }
}
