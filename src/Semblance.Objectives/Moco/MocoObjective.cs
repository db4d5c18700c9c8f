using Semblance.Networks;
using Semblance.Objectives.Pairwise;
using Semblance.Tensors;

namespace Semblance.Objectives.Moco;

/// <summary>Each view's query must find the key of every other view of its sample among the keys of earlier batches.</summary>
/// <remarks>He, Fan, Wu, Xie and Girshick 2020, equation 1 and algorithm 1. Deviations: every view is query and key (the loss is the mean over ordered
/// pairs of different views), and the keys of all views enter the queue. Without a generator there is no queue and the negatives are the
/// other rows of the key's view, as in version 3. Keys are stored only while gradients are recorded and the parts are in training.</remarks>
internal sealed class MocoObjective(MocoOptions options, ObjectiveContext context, int tile = KeyPartition.Tile) : IObjective
{
    private readonly KeyQueue? _queue = context.Rng is { } rng ? new KeyQueue(options.Queue, context.Dim, rng) : null;

    /// <inheritdoc/>
    public Module? Parts => _queue;

    /// <inheritdoc/>
    public LossTerms Terms(ViewEmbeddings views)
    {
        ViewCheck.Check(MocoMethod.Name, views, 2, needsLabels: false);
        if (_queue is not null) ViewCheck.Dim(MocoMethod.Name, views.Online[0], context.Dim);
        using var scope = new TensorScope();
        var inputs = ViewCheck.Widened(views.Online);
        var isLearning = NoGradient.IsRecording && inputs.Any(z => z.RequiresGradient);
        Evaluation result;
        using (new NoGradient())
        {
            var keys = ViewCheck.Widened(views.Target ?? views.Online).Select(z => Directions.Of(z.Detach()).Unit).ToArray();
            result = Evaluate([.. inputs.Select(z => Directions.Of(z.Detach()))], keys, isLearning);
            if (isLearning && _queue is { IsTraining: true }) _queue.Forward(Tensor.Cat(keys));
        }

        foreach (var (_, part) in result.Parts) scope.Return(part);
        return new LossTerms(scope.Return(result.Recorded(inputs)), result.Parts);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue?.Dispose();
        GC.SuppressFinalize(this);
    }

    private Evaluation Evaluate(Directions[] queries, Tensor[] keys, bool gradients)
    {
        var lead = 2 * options.Perturbation / options.Temperature;
        var share = 1.0 / (queries.Length * (queries.Length - 1) * keys[0].Size(0));
        var losses = new List<Tensor>();
        var similarities = new List<Tensor>();
        var found = new List<Tensor>();
        foreach (var (query, v) in queries.Select((q, v) => (q, v)))
        {
            var shared = _queue is null ? null : KeyPartition.Of(query.Unit, _queue.Keys.To(query.Unit.ElementType), options.Temperature, false, tile);
            var slope = Tensor.ZerosLike(query.Unit);
            for (var w = 0; w < keys.Length; w++)
            {
                if (w == v) continue;
                var negatives = shared ?? KeyPartition.Of(query.Unit, keys[w], options.Temperature, true, tile);
                var positive = (query.Unit * keys[w]).Sum(1) * (1 / options.Temperature);
                var margin = negatives.LogSum - positive;

                // -log of the positive's share is softplus(margin); its slope is the share of the negatives.
                losses.Add((lead > 0 ? (margin.SoftPlus() + (margin + lead).SoftPlus()) * 0.5 : margin.SoftPlus()).Sum());
                similarities.Add(positive.Sum() * options.Temperature);
                var slopes = lead > 0 ? (margin.Sigmoid() + (margin + lead).Sigmoid()) * 0.5 : margin.Sigmoid();
                var weight = slopes.Unsqueeze(1) * share;
                slope.AddInPlace(negatives.Gradient * weight).AddInPlace(keys[w] * weight, -1 / options.Temperature);
            }

            found.Add(query.Back(slope));
        }

        var total = losses.Aggregate((a, b) => a + b) * share;
        var similarity = similarities.Aggregate((a, b) => a + b) * share;
        return new Evaluation(total, [new("contrast", total.Clone()), new("similarity", similarity)], gradients ? found : null);
    }
}
