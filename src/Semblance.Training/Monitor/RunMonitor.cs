using Semblance.Pairs;
using Semblance.Tensors;
using Semblance.Training.Loop;

namespace Semblance.Training.Monitor;

/// <summary>The collapse monitor of a run. It only reads: no draw, no weight and no statistic of training depends on it.</summary>
internal sealed class RunMonitor
{
    private const int FewestSamples = 16;

    /// <summary>Features wider than this are looked at on fewer samples, so that a look costs no more.</summary>
    private const int Widest = 1024, RowsOfWide = 512;

    /// <summary>Looks in a row that must find a collapse before a run ends by it.</summary>
    internal const int LooksToStop = 2;

    private readonly Learner _learner;
    private readonly MonitorSample _sample;
    private readonly CollapseMonitor _monitor;

    internal RunMonitor(TrainConfig config, DataSet data, ViewPlan plan, Learner learner, int classes, int workers)
    {
        _learner = learner;
        var reference = new MethodReference(learner.Optimum, learner.Head.OutputDim);
        _sample = new MonitorSample(data, plan, PairSources.Named(config.Pairs, data), config, workers, reference.NeedsLabels);
        _monitor = new CollapseMonitor(reference, classes);
    }

    /// <summary>One look; null where there are too few samples to say anything, or features that are not finite, which the checkpoint after it reports.</summary>
    internal MonitorRecord? Look(Progress progress, Device device, ElementType precision, double done)
    {
        if (_sample.Count < FewestSamples) return null;
        var (representation, embedding) = _sample.Read(_learner.Encoder, _learner.Head, device, precision);
        if (representation.Views.Concat(embedding.Views).Any(v => !v.All(float.IsFinite))) return null;
        if (Math.Max(representation.Dim, embedding.Dim) > Widest) (representation, embedding) = (representation.First(RowsOfWide), embedding.First(RowsOfWide));
        return _monitor.Look(representation, embedding, progress.Looks, done);
    }
}
