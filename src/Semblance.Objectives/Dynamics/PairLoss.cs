namespace Semblance.Objectives.Dynamics;

/// <summary>The losses on pairs and triplets that are one trace form -Tr(Q'CQ) of a linear model.</summary>
public enum PairLoss
{
    /// <summary>mean of u(x)'(u(x-) - u(x+)): contrastive, dot product.</summary>
    Triplet,

    /// <summary>-mean of u(x)'u(x+): non-contrastive, dot product.</summary>
    DotProduct,

    /// <summary>Half the mean of |u(x) - u(x+)|²: non-contrastive, distance.</summary>
    Distance,
}
