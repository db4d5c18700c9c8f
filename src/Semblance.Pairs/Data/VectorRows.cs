using Semblance.Errors;

namespace Semblance.Pairs.Data;

/// <summary>Vectors of one length in memory.</summary>
internal sealed class VectorRows : DataSet
{
    private readonly float[] _values;
    private readonly LabelSet _labels;
    private readonly int _dim;

    /// <summary>Vectors.</summary>
    /// <param name="name">Name of the data set.</param>
    /// <param name="values">Values, [count, dim].</param>
    /// <param name="dim">Length of a vector.</param>
    /// <param name="labels">Labels.</param>
    /// <param name="column">The name of a column, for messages; null to call it by number.</param>
    /// <exception cref="RunException">A value is not finite.</exception>
    internal VectorRows(string name, float[] values, int dim, LabelSet labels, Func<int, string>? column = null)
    {
        (Name, _values, _dim, _labels) = (name, values, dim, labels);
        Count = values.Length / dim;
        for (var i = 0; i < values.Length; i++)
        {
            if (float.IsFinite(values[i])) continue;
            throw new RunException(
                $"data set '{name}' has a value that is not finite",
                FormattableString.Invariant($"{values[i]} in row {i / dim}, column {column?.Invoke(i % dim) ?? (i % dim).ToString(System.Globalization.CultureInfo.InvariantCulture)} (counted from 0)"),
                "remove the row or fill the value in");
        }
    }

    public override string Name { get; }

    public override int Count { get; }

    public override SampleShape Shape => SampleShape.Vector(_dim);

    public override IPairSource? OwnPairs => Pairs;

    /// <summary>The pairs that come with the vectors; null for none.</summary>
    internal IPairSource? Pairs { get; init; }

    public override IReadOnlyList<int>? Labels => _labels.Labels;

    public override IReadOnlyList<string> ClassNames => _labels.Names;

    public override ReadOnlySpan<float> Row(int index) => _values.AsSpan(index * _dim, _dim);
}
