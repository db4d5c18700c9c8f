using Semblance.Objectives.SimVae;
using Semblance.Pairs;
using Semblance.Tensors;
using Semblance.Training.Loop;

namespace Semblance.Insight.Style;

/// <summary>The model of self-supervised learning fitted to features: views scatter normally about the content of their sample.</summary>
/// <param name="Within">Variance of views about their sample's mean, per dimension: s2 = W / ((J - 1) d).</param>
/// <param name="Between">Variance of content, per dimension: that of the samples' means less s2 / J; 0 where it would be negative.</param>
public sealed record GroupFit(double Within, double Between)
{
    private const int Batch = 250;

    /// <summary>Share of a feature's variance that views of a sample have in common; null where the features are constant.</summary>
    public double? Correlation => Within + Between > 0 ? Between / (Between + Within) : null;

    /// <summary>Mutual information of two views in each dimension under the model, nats; null where it is not defined.</summary>
    public double? MutualInformation => Within > 0 && Between > 0 ? new GroupInformation(Within, Between).MutualInformation : null;

    /// <summary>The temperature at which a softmax over cosines pulls as the model does, for vectors of the mean squared length; null where it is not defined.</summary>
    /// <param name="dim">Size of a feature vector.</param>
    public double? Temperature(int dim) => Within > 0 && Between > 0 ? new GroupInformation(Within, Between).Temperature(Math.Sqrt(dim * (Within + Between))) : null;

    /// <summary>Fits every layer to J views of some samples.</summary>
    internal static IReadOnlyList<GroupFit> Of(DataSet data, ViewPlan plan, LayerSource source, int views, int rows, StyleOptions options)
    {
        using var loader = new ViewLoader(data, plan, PairSources.Augmentation(data), new LoaderOptions
        {
            Batch = Math.Min(Batch, data.Count), Views = views, Seed = options.Seed, Workers = options.Workers, DropLast = true, ChannelsLast = true,
        });
        var sums = source.Names.Select(_ => new Sums()).ToArray();
        foreach (var batch in loader.Epoch(0).Take(Math.Max(1, rows / Batch)))
        {
            using (batch)
            {
                using var scope = new TensorScope();
                using var silent = new NoGradient();
                var layers = source.Map(SampleTensors.Of(batch, views, plan.Output, Device.Cpu));
                for (var k = 0; k < layers.Count; k++) sums[k].Add(layers[k], views);
            }
        }

        return [.. sums.Select(s => s.Fit(views))];
    }

    /// <summary>Sums over groups of one layer.</summary>
    private sealed class Sums
    {
        private double _scatter, _squares;
        private double[] _means = [];
        private long _groups;

        internal void Add(Tensor features, int views)
        {
            using var scope = new TensorScope();
            var groups = features.To(ElementType.Float64).Reshape(views, features.Size(0) / views, features.Size(1));
            var centres = groups.Mean(0);
            _scatter += (groups - centres).Square().Sum().Item();
            _squares += centres.Square().Sum().Item();
            var means = centres.Sum(0).ToArray<double>();
            _means = _means.Length == 0 ? means : [.. _means.Zip(means, (a, b) => a + b)];
            _groups += centres.Size(0);
        }

        internal GroupFit Fit(int views)
        {
            double dim = _means.Length, within = _scatter / (_groups * (views - 1) * dim);
            var total = ((_squares / _groups) - _means.Sum(m => m * m / ((double)_groups * _groups))) / dim;
            return new GroupFit(within, Math.Max(0, total - (within / views)));
        }
    }
}
