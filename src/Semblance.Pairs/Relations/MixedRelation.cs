using Semblance.Numerics;

namespace Semblance.Pairs.Relations;

/// <summary>A weighted sum of two relations on the same rows; neither is written out for it.</summary>
public sealed class MixedRelation : Relation
{
    private readonly double[] _degrees;

    internal MixedRelation(Relation first, double firstFactor, Relation second, double secondFactor)
        : base(
            first.Count,
            (firstFactor > 0 && first.HasSelfLoops) || (secondFactor > 0 && second.HasSelfLoops),
            RelationNormalisation.None,
            [.. first.Warnings, .. second.Warnings])
    {
        (First, FirstFactor, Second, SecondFactor) = (first, firstFactor, second, secondFactor);
        _degrees = new double[Count];
        for (var row = 0; row < Count; row++) _degrees[row] = (firstFactor * first.Degrees[row]) + (secondFactor * second.Degrees[row]);
        Adjacency = new SumOperator(first.Adjacency, firstFactor, second.Adjacency, secondFactor);
    }

    /// <summary>One part.</summary>
    public Relation First { get; }

    /// <summary>Its factor, at least 0.</summary>
    public double FirstFactor { get; }

    /// <summary>The other part.</summary>
    public Relation Second { get; }

    /// <summary>Its factor, at least 0.</summary>
    public double SecondFactor { get; }

    /// <inheritdoc/>
    public override int Samples => First.Samples;

    /// <summary>Entries of both parts; an upper bound where they share places.</summary>
    public override long NonZeros => (FirstFactor > 0 ? First.NonZeros : 0) + (SecondFactor > 0 ? Second.NonZeros : 0);

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Degrees => _degrees;

    /// <inheritdoc/>
    public override ISymmetricOperator Adjacency { get; }

    internal override void Connect(DoubleCover cover)
    {
        if (FirstFactor > 0) First.Connect(cover);
        if (SecondFactor > 0) Second.Connect(cover);
    }

    internal override void Write(EntryList entries, double factor)
    {
        if (FirstFactor > 0) First.Write(entries, factor * FirstFactor);
        if (SecondFactor > 0) Second.Write(entries, factor * SecondFactor);
    }

    internal override LabelledWeight Labelled(int[] labels)
    {
        var (a, b) = (First.Labelled(labels), Second.Labelled(labels));
        return new LabelledWeight((FirstFactor * a.Equal) + (SecondFactor * b.Equal), (FirstFactor * a.Total) + (SecondFactor * b.Total));
    }
}
