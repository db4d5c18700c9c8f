using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Pairs.Sources;

namespace Semblance.Pairs.Relations;

// Relations from structure, labels, lists and matrices.
public abstract partial class Relation
{
    /// <summary>The views of one sample belong together, with degree 1 and without self loops.</summary>
    /// <param name="samples">Samples, at least 1.</param>
    /// <param name="views">Views of each, V, at least 2; rows are stacked views.</param>
    /// <exception cref="RequestException">Sizes out of range.</exception>
    public static ViewRelation FromViews(int samples, int views)
    {
        if (samples < 1 || views < 2 || (long)samples * views > Array.MaxLength)
        {
            throw new RequestException("a relation of views needs samples of at least two views", $"got {samples} samples, {views} views", "give at least 1 sample and 2 views");
        }

        return new ViewRelation(samples, views);
    }

    /// <summary>Samples of one class belong together.</summary>
    /// <param name="labels">Class of each sample from 0, negative for unknown, [n].</param>
    /// <param name="weights">What two samples of one class count. Default: 1 / class size, a projector.</param>
    /// <exception cref="RequestException">No labels, or all unknown.</exception>
    public static LabelRelation FromLabels(IReadOnlyList<int> labels, LabelWeights weights = LabelWeights.Projector)
    {
        if (!labels.Any(y => y >= 0)) throw new RequestException("a relation of labels needs labels", $"{labels.Count} samples, none with a label of 0 or more", "give the class of at least one sample");
        return new LabelRelation([.. labels], weights);
    }

    /// <summary>(1 - share) G + share Y Y' with the one-hot labels Y, whose rows are 0 where the label is unknown.</summary>
    /// <param name="unlabelled">G: what is known without labels.</param>
    /// <param name="labels">Class of each sample or row from 0, negative for unknown.</param>
    /// <param name="share">Weight of the labels, 0..1. Note that a class of n_c labelled samples adds share * n_c to the degree.</param>
    /// <remarks>Cabannes et al. 2023 (their code uses shares about 1e-3; 1e-6 does nothing).</remarks>
    /// <exception cref="RequestException">Another number of labels, none known, a share out of range.</exception>
    public static MixedRelation SemiSupervised(Relation unlabelled, IReadOnlyList<int> labels, double share)
    {
        if (!(share >= 0 && share <= 1)) throw new RequestException("the share of the labels is out of range", $"got {share}", "give a number from 0 to 1");
        return new MixedRelation(unlabelled, 1 - share, FromLabels(unlabelled.RowLabels(labels), LabelWeights.ZeroOneWithSelfLoops), share);
    }

    /// <summary>A sparse matrix in compressed rows; the arrays are copied.</summary>
    /// <param name="rowStarts">Where each row starts, [n + 1].</param>
    /// <param name="columns">Columns, ascending within a row, [entries].</param>
    /// <param name="weights">Not negative, [entries].</param>
    /// <param name="direction">Directed demands symmetry; Undirected does, too, as a matrix holds both directions; Symmetrise makes it.</param>
    /// <exception cref="RequestException">Arrays that do not fit, not square, unsorted or duplicate columns, negative or not finite weights, asymmetry.</exception>
    public static RelationGraph FromSparse(long[] rowStarts, int[] columns, double[] weights, EdgeDirection direction = EdgeDirection.Directed)
    {
        var csr = new Csr([.. rowStarts], [.. columns], [.. weights]);
        CsrCheck.Shape(csr);
        return Checked(csr, direction, []);
    }

    /// <summary>A dense matrix; entries of 0 are no relations.</summary>
    /// <param name="matrix">Not negative, [n, n].</param>
    /// <param name="direction">Symmetrise for (G + G') / 2; else it must be symmetric.</param>
    /// <exception cref="RequestException">Not square, negative or not finite weights, asymmetry.</exception>
    public static RelationGraph FromDense(Matrix matrix, EdgeDirection direction = EdgeDirection.Directed)
    {
        if (matrix.Rows != matrix.Columns || matrix.Rows == 0) throw new RequestException("a relation is square", $"got a matrix [{matrix.Rows}, {matrix.Columns}]", "give one row and one column for each sample");
        var entries = new EntryList();
        for (var row = 0; row < matrix.Rows; row++)
        {
            for (var column = 0; column < matrix.Columns; column++)
            {
                CsrCheck.Entry(row, column, matrix[row, column]);
                if (matrix[row, column] > 0) entries.Add(row, column, matrix[row, column]);
            }
        }

        return Checked(entries.ToCsr(matrix.Rows), direction, []);
    }

    /// <summary>Pairs in memory.</summary>
    /// <param name="samples">Number of samples, n.</param>
    /// <param name="pairs">Zero-based sample numbers.</param>
    /// <param name="weights">Weight of each pair, above 0; null for 1.</param>
    /// <param name="direction">How to read a pair. Default undirected.</param>
    /// <remarks>Duplicates add up and self pairs become self loops, both with a warning.</remarks>
    /// <exception cref="RequestException">No pairs, numbers out of range, weights that are not above 0, asymmetry of directed pairs.</exception>
    public static RelationGraph FromPairs(
        int samples, IReadOnlyList<(int First, int Second)> pairs, IReadOnlyList<double>? weights = null, EdgeDirection direction = EdgeDirection.Undirected)
    {
        if (pairs.Count == 0) throw new RequestException("a relation of pairs needs pairs", "the list is empty", "give at least one pair");
        if (weights is not null && weights.Count != pairs.Count) throw new RequestException("each pair needs one weight", $"{pairs.Count} pairs, {weights.Count} weights", "give as many weights as pairs");
        var table = new PairTable(new int[pairs.Count], new int[pairs.Count], new double[pairs.Count]);
        for (var i = 0; i < pairs.Count; i++)
        {
            var ((first, second), weight) = (pairs[i], weights?[i] ?? 1);
            if (first < 0 || second < 0 || first >= samples || second >= samples)
            {
                throw new RequestException("a pair names a sample that is not there", $"pair {i} is ({first}, {second}); there are {samples} samples", $"give 0 to {samples - 1}: numbers start at 0");
            }

            if (!(weight > 0 && double.IsFinite(weight))) throw new RequestException("the weight of a pair must be above 0", $"pair {i} has weight {weight}", "leave the pair out, or give known negatives to Relation.Oracle");
            (table.First[i], table.Second[i], table.Weights[i]) = (first, second, weight);
        }

        return FromTable(table, samples, direction);
    }

    /// <summary>Pairs of a CSV file.</summary>
    /// <param name="file">Two columns of zero-based sample numbers and an optional third with the weight; a header is optional.</param>
    /// <param name="samples">Number of samples; null for one more than the largest number in the file.</param>
    /// <param name="direction">How to read a line. Default undirected.</param>
    /// <remarks>Duplicates add up and self pairs become self loops, both with a warning.</remarks>
    /// <exception cref="RequestException">A missing or empty file, a line that is no pair, numbers out of range, weights that are not above 0, asymmetry of directed pairs.</exception>
    public static RelationGraph FromPairList(string file, int? samples = null, EdgeDirection direction = EdgeDirection.Undirected)
    {
        var table = PairListReader.Read(file, samples);
        return FromTable(table, samples ?? table.Samples(file), direction);
    }

    /// <summary>Answers about some pairs: belong together or not.</summary>
    /// <param name="samples">Number of samples, n.</param>
    /// <param name="positives">Pairs that belong together; may be empty.</param>
    /// <param name="negatives">Pairs that do not; may be empty.</param>
    /// <exception cref="RequestException">No pairs at all, numbers out of range, a pair in both lists.</exception>
    public static SignedRelation Oracle(int samples, IReadOnlyList<(int First, int Second)> positives, IReadOnlyList<(int First, int Second)> negatives)
    {
        if (positives.Count + negatives.Count == 0) throw new RequestException("an oracle needs answers", "no positive and no negative pairs", "give at least one pair");
        var known = positives.Select(Ordered).ToHashSet();
        foreach (var pair in negatives.Select(Ordered))
        {
            if (known.Contains(pair)) throw new RequestException("the oracle contradicts itself", $"pair {pair} is both positive and negative", "remove one of the two");
        }

        return new SignedRelation(Answers(positives), Answers(negatives));

        static (int, int) Ordered((int First, int Second) pair) => (Math.Min(pair.First, pair.Second), Math.Max(pair.First, pair.Second));
        RelationGraph Answers(IReadOnlyList<(int First, int Second)> pairs) => pairs.Count == 0
            ? new RelationGraph(new Csr(new long[samples + 1], [], []), RelationNormalisation.None)
            : FromPairs(samples, [.. pairs.Select(Ordered).Distinct()]);
    }

    private static RelationGraph FromTable(PairTable table, int samples, EdgeDirection direction)
    {
        var (first, second, weights) = table;
        var loops = Enumerable.Range(0, first.Length).Count(i => first[i] == second[i]);
        var isUndirected = direction == EdgeDirection.Undirected;
        var csr = isUndirected ? Csr.Undirected(samples, first, second, weights) : Csr.From(samples, first, second, weights);
        var entered = isUndirected ? (2L * first.Length) - loops : first.Length;
        var repeated = entered - csr.Columns.Length;
        List<string> warnings = [];
        if (loops > 0) warnings.Add($"pairs of a sample with itself ({loops} of {first.Length}) are kept as self loops, which raise the degree but relate nothing; remove them if that is not meant.");
        if (repeated > 0) warnings.Add($"some {(isUndirected ? "pairs come more than once (a,b and b,a are one pair)" : "directed pairs come more than once")}: their weights are added; remove the copies if each should count once.");
        return Checked(csr, direction, warnings);
    }

    private static RelationGraph Checked(Csr csr, EdgeDirection direction, List<string> warnings)
    {
        if (direction == EdgeDirection.Symmetrise) csr = csr.Symmetrised();
        else CsrCheck.Symmetry(csr);
        return new RelationGraph(csr, RelationNormalisation.None, warnings);
    }
}
