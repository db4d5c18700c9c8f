using Semblance.Numerics;

namespace Semblance.Pairs.Relations;

/// <summary>The views of one sample belong together: ((11' - I_V) kron I_samples) / (V - 1), every degree 1, never written out.</summary>
/// <remarks>Rows are stacked views: view v of sample s is row v * samples + s, v from 0. The diagonal is 0, so the eigenvalues are 1
/// (once a sample) and -1 / (V - 1) (V - 1 times a sample).</remarks>
public sealed class ViewRelation : Relation, ISymmetricOperator
{
    private readonly double[] _degrees;

    internal ViewRelation(int samples, int views)
        : base(checked(samples * views), hasSelfLoops: false, RelationNormalisation.UnitDegree)
    {
        (Samples, Views) = (samples, views);
        _degrees = new double[Count];
        Array.Fill(_degrees, 1);
    }

    /// <inheritdoc/>
    public override int Samples { get; }

    /// <summary>Views of each sample, V.</summary>
    public int Views { get; }

    /// <inheritdoc/>
    public override long NonZeros => (long)Count * (Views - 1);

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Degrees => _degrees;

    /// <inheritdoc/>
    public override ISymmetricOperator Adjacency => this;

    /// <inheritdoc/>
    public override ISymmetricOperator NormalisedAdjacency => this;

    int ISymmetricOperator.Size => Count;

    void ISymmetricOperator.Multiply(ReadOnlySpan<double> block, Span<double> result, int columns)
    {
        var stride = Samples * columns;
        for (var i = 0; i < stride; i++)
        {
            var sum = 0.0;
            for (var v = 0; v < Views; v++) sum += block[(v * stride) + i];
            for (var v = 0; v < Views; v++) result[(v * stride) + i] = (sum - block[(v * stride) + i]) / (Views - 1);
        }
    }

    internal override void Connect(DoubleCover cover)
    {
        var rows = new int[Views];
        for (var s = 0; s < Samples; s++)
        {
            for (var v = 0; v < Views; v++) rows[v] = (v * Samples) + s;
            cover.JoinAll(rows);
        }
    }

    internal override void Write(EntryList entries, double factor)
    {
        for (var row = 0; row < Count; row++)
        {
            for (var v = 0; v < Views; v++)
            {
                var column = (v * Samples) + (row % Samples);
                if (column != row) entries.Add(row, column, factor / (Views - 1));
            }
        }
    }

    internal override LabelledWeight Labelled(int[] labels)
    {
        double equal = 0, total = 0;
        for (var row = 0; row < Count; row++)
        {
            for (var other = row % Samples; other < Count; other += Samples)
            {
                if (other == row || labels[row] < 0 || labels[other] < 0) continue;
                total += 1.0 / (Views - 1);
                if (labels[row] == labels[other]) equal += 1.0 / (Views - 1);
            }
        }

        return new LabelledWeight(equal, total);
    }
}
