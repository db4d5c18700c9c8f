using Semblance.Networks;
using Semblance.Tensors;

namespace Semblance.Objectives.Pairwise;

/// <summary>An objective without parts of its own whose gradient is known in closed form: nothing is recorded while it is worked out,
/// so that blocks of similarities are let go at once.</summary>
/// <param name="method">Name of the method, for messages.</param>
/// <param name="needsLabels">Whether the classes of the rows are used.</param>
internal abstract class EmbeddingObjective(string method, bool needsLabels = false) : IObjective
{
    /// <inheritdoc/>
    public Module? Parts => null;

    /// <inheritdoc/>
    public LossTerms Terms(ViewEmbeddings views)
    {
        ViewCheck.Check(method, views, 2, needsLabels);
        using var scope = new TensorScope();
        var inputs = ViewCheck.Widened(views.Online);
        var gradients = NoGradient.IsRecording && inputs.Any(z => z.RequiresGradient);
        Evaluation result;
        using (new NoGradient()) result = Evaluate([.. inputs.Select(z => z.Detach())], views.Labels, gradients);
        foreach (var (_, part) in result.Parts) scope.Return(part);
        return new LossTerms(scope.Return(result.Recorded(inputs)), result.Parts);
    }

    /// <inheritdoc/>
    public void Dispose() => GC.SuppressFinalize(this);

    /// <summary>Loss, terms and, when wanted, gradients.</summary>
    /// <param name="views">Embeddings of each view, [batch, dim], at least two, float32 or float64, not recorded.</param>
    /// <param name="labels">Class of each row, int64 [batch]; null when the objective needs none.</param>
    /// <param name="gradients">Whether gradients are wanted.</param>
    protected abstract Evaluation Evaluate(IReadOnlyList<Tensor> views, Tensor? labels, bool gradients);
}
