namespace Semblance.Pairs.Relations;

/// <summary>What two samples of one class count.</summary>
public enum LabelWeights
{
    /// <summary>1 / n_c for a class of n_c samples, with self loops: a projector, every class weighs the same.</summary>
    Projector,

    /// <summary>1, without self loops: the degree is n_c - 1, so large classes dominate.</summary>
    ZeroOne,

    /// <summary>1, with self loops: the degree is n_c, so large classes dominate.</summary>
    ZeroOneWithSelfLoops,
}
