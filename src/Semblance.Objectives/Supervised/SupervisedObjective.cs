using Semblance.Errors;
using Semblance.Networks;
using Semblance.Objectives.Pairwise;
using Semblance.Tensors;

namespace Semblance.Objectives.Supervised;

/// <summary>Cross-entropy of a linear classifier on the embedding, averaged over rows and views; without a generator the embeddings are the class scores.</summary>
internal sealed class SupervisedObjective : IObjective
{
    private readonly ObjectiveContext _context;
    private readonly Classifier? _classifier;

    internal SupervisedObjective(ObjectiveContext context)
    {
        _context = context;
        if (context.Rng is null) return;
        if (context.Classes < 2) throw new RequestException($"method '{SupervisedMethod.Name}' needs labels of at least 2 classes", $"the data has {context.Classes}", "train on labelled data, or choose a self-supervised method");
        _classifier = new Classifier(context.Dim, context.Classes, context.Rng);
    }

    /// <inheritdoc/>
    public Module? Parts => _classifier;

    /// <inheritdoc/>
    public LossTerms Terms(ViewEmbeddings views)
    {
        ViewCheck.Check(SupervisedMethod.Name, views, 1, needsLabels: true);
        if (_classifier is not null) ViewCheck.Dim(SupervisedMethod.Name, views.Online[0], _context.Dim);
        using var scope = new TensorScope();
        var online = ViewCheck.Widened(views.Online);
        var index = views.Labels!.Unsqueeze(1);
        Check(views.Labels, _classifier is null ? online[0].Size(1) : _context.Classes);
        var loss = online
            .Select(z => ViewCheck.Widened([_classifier?.Forward(z) ?? z])[0].LogSoftmax(1).Gather(1, index).Mean())
            .Aggregate((a, b) => a + b) * (-1.0 / online.Length);
        return new LossTerms(scope.Return(loss), [new("cross-entropy", scope.Return(loss.Detach()))]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _classifier?.Dispose();
        GC.SuppressFinalize(this);
    }

    private static void Check(Tensor labels, long classes)
    {
        var (low, high) = ((long)labels.Min().Item(), (long)labels.Max().Item());
        if (low >= 0 && high < classes) return;
        throw new RequestException(
            $"method '{SupervisedMethod.Name}' needs labels from 0 to {classes - 1}", $"they run from {low} to {high}", "number the classes from 0; without a classifier each column of the embedding is a class");
    }
}
