using Semblance.Errors;
using Semblance.Tensors;

namespace Semblance.Insight.Evaluation;

/// <summary>Features of a data set with what is known about each row; checked when made.</summary>
public sealed class FeatureSet
{
    /// <summary>Checks and holds the arrays, without copying them.</summary>
    /// <param name="values">Features, [rows, dim] in row-major order; finite.</param>
    /// <param name="rows">Number of rows, at least 1.</param>
    /// <param name="dim">Features of a row, at least 1.</param>
    /// <param name="labels">A class for each row, [rows], any integers; null when unknown.</param>
    /// <param name="targets">Continuous targets, [rows, targets]; finite; null when there are none.</param>
    /// <param name="name">What the set is, for messages: <c>train</c>.</param>
    /// <exception cref="RequestException">Sizes that do not fit; NaN or infinity, with row and column.</exception>
    public FeatureSet(float[] values, int rows, int dim, long[]? labels = null, double[]? targets = null, string name = "features")
    {
        if (rows < 1 || dim < 1) throw new RequestException($"{name} has no rows or no columns", $"got shape [{rows}, {dim}]", "give features [rows, dim]");
        if (values.LongLength != (long)rows * dim)
        {
            throw new RequestException($"{name} does not have its stated shape", $"got {values.Length} numbers for shape [{rows}, {dim}]", "give rows * dim numbers");
        }

        if (labels is not null && labels.Length != rows)
        {
            throw new RequestException($"{name} and its labels differ in length", $"{rows} rows, {labels.Length} labels", "give one label for each row");
        }

        if (targets is not null && (targets.Length == 0 || targets.Length % rows != 0))
        {
            throw new RequestException($"{name} and its targets differ in length", $"{rows} rows, {targets.Length} target values", "give targets [rows, targets]");
        }

        Refuse(Array.FindIndex(values, v => !float.IsFinite(v)), i => values[i], dim, name);
        if (targets is not null) Refuse(Array.FindIndex(targets, v => !double.IsFinite(v)), i => targets[i], targets.Length / rows, $"the targets of {name}");
        (Values, Rows, Dim, Labels, Targets, Name) = (values, rows, dim, labels, targets, name);
    }

    /// <summary>Features, [rows, dim].</summary>
    public float[] Values { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Features of a row.</summary>
    public int Dim { get; }

    /// <summary>Classes, [rows], or null.</summary>
    public long[]? Labels { get; }

    /// <summary>Continuous targets, [rows, targets], or null.</summary>
    public double[]? Targets { get; }

    /// <summary>Number of continuous targets of a row; 0 when there are none.</summary>
    public int TargetCount => (Targets?.Length ?? 0) / Rows;

    /// <summary>What the set is, for messages.</summary>
    public string Name { get; }

    /// <summary>Some of the rows, in the given order.</summary>
    /// <param name="rows">Row numbers, 0-based.</param>
    public FeatureSet Select(IReadOnlyList<int> rows)
    {
        var values = new float[rows.Count * Dim];
        var targets = Targets is null ? null : new double[rows.Count * TargetCount];
        for (var i = 0; i < rows.Count; i++)
        {
            Values.AsSpan(rows[i] * Dim, Dim).CopyTo(values.AsSpan(i * Dim));
            Targets?.AsSpan(rows[i] * TargetCount, TargetCount).CopyTo(targets.AsSpan(i * TargetCount));
        }

        return new FeatureSet(values, rows.Count, Dim, Labels is null ? null : [.. rows.Select(r => Labels[r])], targets, Name);
    }

    /// <summary>Other features of the same rows.</summary>
    /// <param name="values">Features, [rows, dim].</param>
    /// <param name="dim">Features of a row.</param>
    public FeatureSet With(float[] values, int dim) => new(values, Rows, dim, Labels, Targets, Name);

    internal Tensor ToTensor() => Tensor.From(Values, Rows, Dim);

    private static void Refuse(int bad, Func<int, double> value, int columns, string name)
    {
        if (bad < 0) return;
        throw new RequestException($"{name} holds a number that is not finite", $"row {bad / columns}, column {bad % columns} is {value(bad)}", "remove the row or repair what made it");
    }
}
