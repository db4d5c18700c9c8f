using Semblance.Tensors;

namespace Semblance.Objectives.Generative;

/// <summary>Adds up the terms of one batch.</summary>
internal sealed class Bound(LatentPrior prior, GenerativeOptions options, int views, IReadOnlyList<long> shape)
{
    /// <summary>A dimension is in use when the means of the posteriors vary by more than this between samples (Burda et al. 2016).</summary>
    private const double LeastVariance = 0.01;

    private readonly List<KeyValuePair<string, Tensor>> _parts = [];
    private readonly int _dim = (int)shape[1];
    private readonly double _share = options.IsReleased ? 1 : 1.0 / (shape[0] * views);
    private Tensor? _total;

    internal void AddReconstruction(Tensor loss) => Add("reconstruction", loss.Sum() * _share, options.Weight);

    internal void AddEntropy(IEnumerable<Posterior> posteriors, double weight)
    {
        var entropy = posteriors.Select(q => options.IsReleased ? q.ReleasedEntropy : q.Entropy).Aggregate((a, b) => a + b);
        Add("entropy", entropy.Sum() * _share, -weight * options.EntropyWeight);
    }

    /// <summary>Minus the log prior, and how its energy compares with what it is at any stationary point.</summary>
    internal void AddPrior(IReadOnlyList<Tensor> points, IReadOnlyList<Tensor>? variances, double weight)
    {
        var energy = prior.Energy(points, variances);
        var normaliser = options.IsReleased ? 0 : prior.Normaliser(views, _dim);
        Add("prior", (energy + normaliser).Sum() * _share, weight);
        Note("energy-ratio", energy.Mean() * (2 / (views * _dim * options.EntropyWeight)));
        if (prior.Scatter(points, variances) is { } scatter) Note("scatter", scatter.Mean());
    }

    internal void AddConsistency(Tensor divergence, double weight) => Add("consistency", divergence.Sum() * _share, weight);

    /// <summary>Divergence from N(0, I) in nats a view, dimensions in use, and mean deviation of the posterior: how near it is to collapse.</summary>
    internal void AddHealth(IReadOnlyList<Posterior> posteriors)
    {
        using var silent = new NoGradient();
        Note("kl", posteriors.Select(q => q.FromStandard.Mean()).Aggregate((a, b) => a + b) * (1.0 / views));
        var means = Tensor.Cat([.. posteriors.Select(q => q.Mean.Detach())]);
        Note("active-dimensions", means.Variance(0).IsGreaterThan(LeastVariance).To(means.ElementType).Sum());
        Note("posterior-deviation", posteriors.Select(q => (q.LogVariance * 0.5).Exp().Mean()).Aggregate((a, b) => a + b) * (1.0 / views));
    }

    internal LossTerms Result(TensorScope scope)
    {
        foreach (var (_, part) in _parts) scope.Return(part);
        return new LossTerms(scope.Return(_total!), _parts);
    }

    private void Add(string name, Tensor term, double weight)
    {
        var weighted = term * weight;
        _total = _total is null ? weighted : _total + weighted;
        Note(name, term);
    }

    private void Note(string name, Tensor term) => _parts.Add(new(name, term.Detach()));
}
