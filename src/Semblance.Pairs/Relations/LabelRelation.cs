using Semblance.Numerics;

namespace Semblance.Pairs.Relations;

/// <summary>Samples of one class belong together; of rank C for C classes and never written out. Samples without label (negative) have no relations.</summary>
public sealed class LabelRelation : Relation, ISymmetricOperator
{
    private readonly int[] _labels;
    private readonly int[][] _members;
    private readonly double[] _degrees;

    internal LabelRelation(int[] labels, LabelWeights weights)
        : base(labels.Length, weights != LabelWeights.ZeroOne, weights == LabelWeights.Projector ? RelationNormalisation.UnitDegree : RelationNormalisation.None)
    {
        (_labels, Weights) = (labels, weights);
        _members = new int[labels.Max() + 1][];
        for (var c = 0; c < _members.Length; c++) _members[c] = [];
        foreach (var group in Enumerable.Range(0, labels.Length).Where(i => labels[i] >= 0).GroupBy(i => labels[i])) _members[group.Key] = [.. group];
        _degrees = Array.ConvertAll(labels, y => y < 0 ? 0.0 : weights switch
        {
            LabelWeights.Projector => 1,
            LabelWeights.ZeroOne => _members[y].Length - 1,
            _ => _members[y].Length,
        });
    }

    /// <summary>What two samples of one class count.</summary>
    public LabelWeights Weights { get; }

    /// <inheritdoc/>
    public override long NonZeros => _members.Sum(m => (long)m.Length * (HasSelfLoops ? m.Length : m.Length - 1));

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Degrees => _degrees;

    /// <inheritdoc/>
    public override ISymmetricOperator Adjacency => this;

    int ISymmetricOperator.Size => Count;

    void ISymmetricOperator.Multiply(ReadOnlySpan<double> block, Span<double> result, int columns)
    {
        var sums = new double[_members.Length * columns];
        for (var row = 0; row < Count; row++)
        {
            if (_labels[row] < 0) continue;
            var sum = sums.AsSpan(_labels[row] * columns, columns);
            for (var c = 0; c < columns; c++) sum[c] += block[(row * columns) + c];
        }

        for (var row = 0; row < Count; row++)
        {
            var target = result.Slice(row * columns, columns);
            if (_labels[row] < 0)
            {
                target.Clear();
                continue;
            }

            var weight = Weight(_labels[row]);
            for (var c = 0; c < columns; c++) target[c] = weight * sums[(_labels[row] * columns) + c];
            for (var c = 0; c < columns && !HasSelfLoops; c++) target[c] -= block[(row * columns) + c];
        }
    }

    internal override void Connect(DoubleCover cover)
    {
        foreach (var members in _members)
        {
            cover.JoinAll(members);
            if (HasSelfLoops && members.Length > 0) cover.Join(members[0], members[0]);
        }
    }

    internal override void Write(EntryList entries, double factor)
    {
        for (var c = 0; c < _members.Length; c++)
        {
            foreach (var row in _members[c])
            {
                foreach (var column in _members[c])
                {
                    if (HasSelfLoops || row != column) entries.Add(row, column, factor * Weight(c));
                }
            }
        }
    }

    internal override LabelledWeight Labelled(int[] labels)
    {
        double equal = 0, total = 0;
        for (var c = 0; c < _members.Length; c++)
        {
            var sizes = _members[c].Where(i => labels[i] >= 0).GroupBy(i => labels[i]).Select(g => (double)g.Count()).ToArray();
            var all = sizes.Sum();
            equal += Weight(c) * sizes.Sum(s => s * (s - 1));
            total += Weight(c) * all * (all - 1);
        }

        return new LabelledWeight(equal, total);
    }

    private double Weight(int label) => Weights == LabelWeights.Projector ? 1.0 / _members[label].Length : 1;
}
