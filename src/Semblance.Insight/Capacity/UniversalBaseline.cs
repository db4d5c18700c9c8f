namespace Semblance.Insight.Capacity;

/// <summary>What a class without limits gives on the same samples: a table with a free embedding of every sample, on which each sample is a cluster of its own.</summary>
/// <param name="Samples">Rows of the table, n.</param>
/// <param name="LabelError">Expected error of a linear head on one-hot labels for descent from a random start, which ends in a random space of functions: 1 - k / n, for every size.</param>
/// <param name="WorstUpTo">The largest size at which a minimiser may still say nothing of the labels: n less the classes.</param>
/// <remarks>phi is 0 at every size up to n. Exact laws of tables, checked by `reproduce inductive-bias`; a trained perceptron would be no stand-in, as descent on it has a bias of its own.</remarks>
public sealed record UniversalBaseline(int Samples, IReadOnlyList<double> LabelError, int WorstUpTo)
{
    internal static UniversalBaseline Of(int samples, int classes, IReadOnlyList<int> sizes) =>
        new(samples, [.. sizes.Select(k => Math.Max(0, 1 - (k / (double)samples)))], Math.Max(0, samples - classes));
}
