namespace Semblance.Pairs.Relations;

/// <summary>How the weights of a relation were scaled; every eigenvalue depends on it.</summary>
public enum RelationNormalisation
{
    /// <summary>Weights as they were given.</summary>
    None,

    /// <summary>Divided by the largest degree: every degree is at most 1, and exactly 1 where all were equal.</summary>
    UnitDegree,

    /// <summary>D^-1/2 G D^-1/2 with the degrees D: eigenvalues lie in [-1, 1].</summary>
    Symmetric,

    /// <summary>S G S with the positive diagonal S that makes every degree 1 (Sinkhorn and Knopp 1967).</summary>
    DoublyStochastic,
}
