using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Advice;

/// <summary>Rows as coordinates along the canonical and the principal directions of one kind of pairs. Lives in the scope it was made in.</summary>
internal sealed class LabelledFeatures
{
    /// <param name="canonical">[rows, directions].</param>
    /// <param name="principal">[rows, principal directions]; null for a graph alone.</param>
    internal LabelledFeatures(Matrix canonical, Matrix? principal) => (Canonical, Principal) = (canonical.ToTensor(), principal?.ToTensor());

    private LabelledFeatures(Tensor canonical, Tensor? principal) => (Canonical, Principal) = (canonical, principal);

    internal Tensor Canonical { get; }

    internal Tensor? Principal { get; }

    /// <summary>Some rows.</summary>
    internal LabelledFeatures Rows(IReadOnlyList<int> rows)
    {
        var index = Tensor.From(rows.Select(r => (long)r).ToArray(), rows.Count);
        return new LabelledFeatures(Canonical.IndexSelect(0, index), Principal?.IndexSelect(0, index));
    }

    /// <summary>A candidate's embedding of the rows, up to a rotation, [rows, directions it may keep].</summary>
    internal Tensor Embedded(Candidate candidate)
    {
        var kept = Array.FindLastIndex(candidate.Variances, v => v > 0) + 1;
        var scale = Tensor.From(candidate.Variances.Take(kept).Select(Math.Sqrt).ToArray(), 1, kept);
        return (candidate.Kind == CandidateKind.Principal ? Principal! : Canonical).Narrow(1, 0, kept) * scale;
    }
}
