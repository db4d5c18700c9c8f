using Semblance.Networks;
using Semblance.Objectives.Pairwise;
using Semblance.Tensors;

namespace Semblance.Objectives.Generative;

/// <summary>Minus the evidence bound of groups of views: reconstruction - entropy of the posteriors + energy of the prior.</summary>
/// <remarks>Without a network, as in the verb <c>loss</c>, the embeddings are the latent vectors themselves and the loss is minus the log prior.</remarks>
internal sealed class GenerativeObjective : IObjective, IGenerativeModel
{
    /// <summary>Layer of the posterior's mean: the latent size of the paper's larger data sets.</summary>
    internal const string LatentHead = "linear:out=64";

    private readonly string _method;
    private readonly GenerativeOptions _options;
    private readonly ObjectiveContext _context;
    private readonly Func<int, LatentPrior> _prior;
    private readonly Likelihood _likelihood;
    private readonly GenerativeParts? _parts;

    internal GenerativeObjective(string method, GenerativeOptions options, ObjectiveContext context, Func<int, LatentPrior> prior)
    {
        (_method, _options, _context, _prior) = (method, options, context, prior);
        _likelihood = new Likelihood(method, options.Likelihood == "bernoulli");
        if (context is { Network: { } network, Rng: { } rng }) _parts = new GenerativeParts(network, context.Dim, options.Decoder, rng);
    }

    /// <summary>Factor on the divergence of the posterior from the prior: beta.</summary>
    internal double PriorWeight { get; init; } = 1;

    /// <summary>Factor on the divergence of the posteriors of further views from that of the first.</summary>
    internal double Consistency { get; init; }

    /// <summary>Smallest number of views in a group.</summary>
    internal int FewestViews { get; init; } = 1;

    /// <inheritdoc/>
    public Module? Parts => _parts;

    /// <inheritdoc/>
    public string Decoder => _parts!.Decoder.Spec;

    /// <inheritdoc/>
    public bool IsGrouped => _prior(Math.Max(2, FewestViews)) is not StandardPrior;

    /// <inheritdoc/>
    public LossTerms Terms(ViewEmbeddings views)
    {
        ViewCheck.Check(_method, views, FewestViews, needsLabels: false);
        using var scope = new TensorScope();
        var means = ViewCheck.Widened(views.Online);
        var bound = new Bound(_prior(means.Length), _options, means.Length, means[0].Shape);
        if (_parts is null)
        {
            bound.AddPrior(means, null, PriorWeight);
        }
        else
        {
            ViewCheck.Dim(_method, means[0], _context.Dim);
            Fill(bound, views, means);
        }

        return bound.Result(scope);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Review(IReadOnlyDictionary<string, double> terms) => PosteriorReview.Of(terms, _context.Dim);

    /// <inheritdoc/>
    public Tensor LogVariance(Tensor representation) => _parts!.LogVariance(representation);

    /// <inheritdoc/>
    public Tensor Decode(Tensor latent)
    {
        using var scope = new TensorScope();
        return scope.Return(_likelihood.Mean(_parts!.Forward(latent)));
    }

    /// <inheritdoc/>
    public (double Within, double? Between) Spread(int views) => _prior(views).Spread;

    /// <inheritdoc/>
    public void Dispose()
    {
        _parts?.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Fill(Bound bound, ViewEmbeddings views, Tensor[] means)
    {
        if (views.Samples is not { } samples || views.Representations is not { } representations || views.Draws is not { } draws)
        {
            throw new ArgumentException($"'{_method}' with a decoder needs samples, representations and draws");
        }

        Posterior[] posteriors = [.. means.Zip(ViewCheck.Widened(representations), (m, h) => new Posterior(m, _parts!.LogVariance(h)))];
        Tensor[] points = [.. posteriors.Select(q => q.Sample(draws))];
        bound.AddReconstruction(_likelihood.Loss(_parts!.Forward(Tensor.Cat(points)), Tensor.Cat([.. samples])));
        bound.AddEntropy(posteriors, PriorWeight);
        if (_options.Expectation == "sampled") bound.AddPrior(points, null, PriorWeight);
        else bound.AddPrior(means, [.. posteriors.Select(q => q.Variance)], PriorWeight);
        if (Consistency > 0) bound.AddConsistency(posteriors.Skip(1).Select(q => q.From(posteriors[0])).Aggregate((a, b) => a + b), Consistency);
        bound.AddHealth(posteriors);
    }
}
