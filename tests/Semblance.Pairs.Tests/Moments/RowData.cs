namespace Semblance.Pairs.Tests.Moments;

/// <summary>Vectors in memory as a data set.</summary>
internal sealed class RowData(float[] values, int dim, int[]? labels) : DataSet
{
    public override string Name => "rows";

    public override int Count => values.Length / dim;

    public override SampleShape Shape => SampleShape.Vector(dim);

    public override IReadOnlyList<int>? Labels => labels;

    public override ReadOnlySpan<float> Row(int index) => values.AsSpan(index * dim, dim);
}
