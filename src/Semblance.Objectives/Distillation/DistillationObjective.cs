using Semblance.Networks;
using Semblance.Objectives.Pairwise;
using Semblance.Tensors;

namespace Semblance.Objectives.Distillation;

/// <summary>Each view, through a predictor, must point where the target of every other view points; no gradient flows into targets.</summary>
/// <param name="method">Name of the method, for messages.</param>
/// <param name="context">The run it serves; without a generator the predictor is the identity.</param>
/// <param name="hidden">Hidden layer of the predictor.</param>
/// <param name="offset">Added to the loss.</param>
/// <param name="factor">Multiplies the mean cosine over ordered pairs of different views.</param>
internal sealed class DistillationObjective(string method, ObjectiveContext context, int hidden, double offset, double factor) : IObjective
{
    private readonly Predictor? _predictor = context.Rng is { } rng ? new Predictor(context.Dim, hidden, rng) : null;

    /// <inheritdoc/>
    public Module? Parts => _predictor;

    /// <inheritdoc/>
    public LossTerms Terms(ViewEmbeddings views)
    {
        ViewCheck.Check(method, views, 2, needsLabels: false);
        if (_predictor is not null) ViewCheck.Dim(method, views.Online[0], context.Dim);
        using var scope = new TensorScope();
        var online = ViewCheck.Widened(views.Online);
        var targets = Targets(views);
        var sum = targets.Aggregate((a, b) => a + b);
        var similar = online
            .Select((z, v) => ViewCheck.Widened([_predictor?.Forward(z) ?? z])[0].Normalize().InnerProduct(sum - targets[v]))
            .Aggregate((a, b) => a + b);
        var pairs = online.Length * (online.Length - 1) * online[0].Size(0);
        var loss = (similar * (factor / pairs)) + offset;
        return new LossTerms(scope.Return(loss), [new("prediction", scope.Return(loss.Detach()))]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _predictor?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Directions of the targets, each [batch, dim], not recorded; of the views themselves when there are none.</summary>
    private static Tensor[] Targets(ViewEmbeddings views)
    {
        using var silent = new NoGradient();
        return [.. ViewCheck.Widened(views.Target ?? views.Online).Select(z => z.Detach().Normalize())];
    }
}
