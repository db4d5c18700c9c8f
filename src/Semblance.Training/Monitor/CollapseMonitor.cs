using Semblance.Objectives.Dynamics;
using Semblance.Tensors;

namespace Semblance.Training.Monitor;

/// <summary>Looks at representation and embedding and says whether what is missing comes later, is gone, or cannot come.</summary>
/// <remarks>Thresholds and what they were checked on: docs/dynamics/monitor.md.</remarks>
internal sealed class CollapseMonitor(MethodReference reference, int classes)
{
    private const int Shown = 16;

    /// <summary>Measures features and judges them beside the looks before.</summary>
    /// <param name="representation">The encoder's output.</param>
    /// <param name="embedding">The head's output.</param>
    /// <param name="before">Earlier looks, the first before training; may be empty.</param>
    /// <param name="progress">Share of the training done, 0..1.</param>
    internal MonitorRecord Look(FeatureViews representation, FeatureViews embedding, IReadOnlyList<MonitorRecord> before, double progress)
    {
        if (reference.SeesDirectionsOnly) embedding = embedding.Directions();
        (representation, embedding) = (Narrow(representation), Narrow(embedding));
        var (h, z) = (LayerProbe.Of(representation, reference, classes), LayerProbe.Of(embedding, reference, classes));
        var kept = reference.Variances(h.Correlations, h.Noise);
        var record = new MonitorRecord
        {
            Samples = representation.Rows,
            Representation = h.Measures,
            Embedding = z.Measures,
            ExpectedRank = CovarianceRank.OfEigenvalues([.. kept.Zip(h.Correlations, (v, rho) => v * Math.Max(rho, 0))]),
            ExpectedVariance = reference.SeesScale && !reference.IsDegenerate ? kept.Sum() : null,
            Threshold = reference.Threshold,
            Directions = Directions(h, Held(representation, h, embedding), kept, before, progress),
            State = MonitorVerdict.Learning,
            Findings = [],
        };
        return new MonitorJudge(reference).Judge(record, before, progress);
    }

    private static FeatureViews Narrow(FeatureViews features) => features.Dim > 2 * features.Rows ? features.Turned() : features;

    /// <summary>Variance of the embedding along each canonical direction of the representation, [directions].</summary>
    private static double[] Held(FeatureViews representation, LayerProbe h, FeatureViews embedding)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        if (h.Directions.Columns == 0) return [];
        var rows = 2L * representation.Rows;
        var x = All(representation) - Tensor.From(h.Mean, 1, h.Mean.Length);
        var y = All(embedding);
        var shared = x.MatMul(h.Directions.ToTensor()).Transpose().MatMul(y - y.Mean(0, true)) * (1.0 / rows);
        return shared.Square().Sum(1).ToArray<double>();
    }

    private static Tensor All(FeatureViews features) =>
        Tensor.From([.. features.Views[0], .. features.Views[1]], 2L * features.Rows, features.Dim).To(ElementType.Float64);

    private List<DirectionMeasure> Directions(LayerProbe h, double[] held, double[] kept, IReadOnlyList<MonitorRecord> before, double progress)
    {
        var (all, best) = (Math.Max(held.Sum(), 1e-300), Math.Max(kept.Sum(), 1e-300));
        var result = new List<DirectionMeasure>();
        for (var j = 0; j < Math.Min(Shown, Math.Min(kept.Length, held.Length)); j++)
        {
            var (share, goal, rho) = (held[j] / all, kept[j] / best, h.Correlations[j]);
            var earlier = before.Select(b => j < b.Directions.Count ? b.Directions[j].Held : 0).TakeLast(MonitorJudge.Patience).ToArray();
            result.Add(new DirectionMeasure(rho, goal, share, Verdict(share, goal, earlier, rho <= h.Noise || (goal == 0 && j < reference.Dim), progress)));
        }

        return result;
    }

    private static MonitorVerdict Verdict(double share, double goal, double[] earlier, bool isDropped, double progress)
    {
        if (isDropped) return MonitorVerdict.CannotBeLearnt;
        if (goal == 0 || share >= goal / 2) return MonitorVerdict.Learning;
        var isYoung = earlier.Length < MonitorJudge.Patience || progress < MonitorJudge.Young;
        return isYoung || share > MonitorJudge.Growth * earlier.Min() ? MonitorVerdict.NotYetLearnt : MonitorVerdict.Collapsed;
    }
}
