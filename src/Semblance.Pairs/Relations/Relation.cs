using Semblance.Errors;
using Semblance.Numerics;

namespace Semblance.Pairs.Relations;

/// <summary>Which samples belong together, and how strongly: a symmetric matrix G of weights that are not negative.</summary>
/// <remarks>Made by the static methods of this class. Either a sparse matrix (<see cref="RelationGraph"/>) or a matrix with so much structure that it is
/// never written out. Immutable.</remarks>
public abstract partial class Relation
{
    /// <summary>Entries that <see cref="ToGraph"/> writes out when nothing else is said: 600 MB.</summary>
    public const long DefaultLimit = 50_000_000;

    private protected Relation(int count, bool hasSelfLoops, RelationNormalisation normalisation, IReadOnlyList<string>? warnings = null) =>
        (Count, HasSelfLoops, Normalisation, Warnings) = (count, hasSelfLoops, normalisation, warnings ?? []);

    /// <summary>Number of rows of G, n.</summary>
    public int Count { get; }

    /// <summary>Whether a row is related to itself. Two views: eigenvalues +1 and -1 without, 2 and 0 with.</summary>
    public bool HasSelfLoops { get; }

    /// <summary>How the weights were scaled.</summary>
    public RelationNormalisation Normalisation { get; }

    /// <summary>What a user should know of how it was made, one sentence each; empty when there is nothing.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Samples behind the rows: n / V where rows are V stacked views, else n. Labels may be given one a sample or one a row.</summary>
    public virtual int Samples => Count;

    /// <summary>Entries of G that are not 0, both directions counted.</summary>
    public abstract long NonZeros { get; }

    /// <summary>Row sums of G, [n].</summary>
    public abstract ReadOnlySpan<double> Degrees { get; }

    /// <summary>G, [n, n].</summary>
    public abstract ISymmetricOperator Adjacency { get; }

    /// <summary>D^-1/2 G D^-1/2 with eigenvalues in [-1, 1]; rows without relations stay 0.</summary>
    public virtual ISymmetricOperator NormalisedAdjacency => Operators.Scaled(Adjacency, Scaling.InverseRoots(Degrees, 0));

    /// <summary>D - G, positive semi-definite; 0 on vectors that are constant on each component.</summary>
    public ISymmetricOperator Laplacian => new LaplacianOperator(Adjacency, Degrees.ToArray());

    /// <summary>2G - 1 with the all-ones matrix 1: known relations attract, all other pairs repel (Cabannes et al. 2023, the "contrastive" graph).</summary>
    public ISymmetricOperator Contrastive => new ContrastiveOperator(Adjacency);

    /// <summary>Writes the matrix out.</summary>
    /// <param name="limit">Largest number of entries to write out.</param>
    /// <exception cref="RequestException">There are more entries.</exception>
    public virtual RelationGraph ToGraph(long limit = DefaultLimit)
    {
        if (NonZeros > Math.Min(limit, Array.MaxLength))
        {
            throw new RequestException(
                $"the relation of {Count} rows is too large to be written out",
                $"{NonZeros} entries, {NonZeros * 12 >> 20} MiB; the limit is {limit}",
                "use its operators, which need no entries, or raise the limit");
        }

        var entries = new EntryList((int)NonZeros);
        Write(entries, 1);
        return new RelationGraph(entries.ToCsr(Count), Normalisation, Warnings, Samples);
    }

    /// <summary>What is known about the relation and what to do about it.</summary>
    /// <param name="labels">Class of each row or of each sample, negative for unknown; null without labels.</param>
    /// <param name="dim">Dimensions of the free embedding that is wanted, at least 1; null when there is none.</param>
    /// <exception cref="RequestException">Another number of labels, a dim below 1.</exception>
    public RelationDiagnosis Diagnose(IReadOnlyList<int>? labels = null, int? dim = null)
    {
        if (dim < 1) throw new RequestException("an embedding has at least one dimension", $"got {dim}", "give dim from 1 on");
        return RelationReview.Of(this, labels is null ? null : RowLabels(labels), dim);
    }

    /// <summary>Enters every relation into the search for components; fewer edges do where they connect the same.</summary>
    internal abstract void Connect(DoubleCover cover);

    /// <summary>Adds all entries times a factor.</summary>
    internal abstract void Write(EntryList entries, double factor);

    /// <summary>Weight between different rows with labels, and the part of it between equal labels.</summary>
    internal abstract LabelledWeight Labelled(int[] labels);

    /// <summary>Labels of the rows from labels of the rows or of the samples.</summary>
    internal int[] RowLabels(IReadOnlyList<int> labels)
    {
        if (labels.Count != Count && labels.Count != Samples)
        {
            throw new RequestException(
                "the labels do not belong to this relation",
                $"{labels.Count} labels; the relation has {Count} rows" + (Samples == Count ? "" : $" of {Samples} samples"),
                "give one label for each sample");
        }

        var result = new int[Count];
        for (var row = 0; row < Count; row++) result[row] = labels[row % labels.Count];
        return result;
    }
}
