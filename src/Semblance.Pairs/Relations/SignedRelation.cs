using Semblance.Numerics;

namespace Semblance.Pairs.Relations;

/// <summary>What an oracle said of some pairs: +1 belongs together, -1 does not, 0 was not asked (Cabannes et al. 2023).</summary>
/// <param name="Positive">The pairs known to belong together, weights 1.</param>
/// <param name="Negative">The pairs known not to, weights 1.</param>
public sealed record SignedRelation(RelationGraph Positive, RelationGraph Negative)
{
    /// <summary>Positive minus negative, [n, n]; has entries of both signs.</summary>
    public ISymmetricOperator Adjacency => new SumOperator(Positive.Adjacency, 1, Negative.Adjacency, -1);
}
