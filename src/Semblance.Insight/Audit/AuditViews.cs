using Semblance.Errors;
using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Audit;

/// <summary>Features of two views of each of some rows, and what their augmentation drew.</summary>
/// <param name="First">Features of the first view, [rows, dim].</param>
/// <param name="Second">Features of the second view of the same rows, [rows, dim].</param>
/// <param name="Names">Names of the augmentation's parameters; may be empty.</param>
/// <param name="FirstParameters">Parameters of the first view, [rows, names].</param>
/// <param name="SecondParameters">Parameters of the second view, [rows, names].</param>
/// <param name="Rows">Row of the audited features behind each row here, [rows]; null when they are the same rows.</param>
public sealed record AuditViews(FeatureSet First, FeatureSet Second, IReadOnlyList<string> Names, double[] FirstParameters, double[] SecondParameters, int[]? Rows = null)
{
    /// <summary>Refuses views that do not fit together.</summary>
    /// <exception cref="RequestException">Shapes that differ.</exception>
    internal void Check(int dim, int rows)
    {
        if (First.Rows != Second.Rows || First.Dim != Second.Dim)
        {
            throw new RequestException("the two views differ in shape", $"[{First.Rows}, {First.Dim}] and [{Second.Rows}, {Second.Dim}]", "give row-aligned features of two views of the same samples");
        }

        if (First.Dim != dim) throw new RequestException("the views have another dimension than the features", $"{First.Dim} and {dim}", "embed them with the same encoder and layer");
        if (Rows is null && First.Rows != rows) throw new RequestException("the views and the features differ in length", $"{First.Rows} and {rows} rows", "give views of the same rows");
        if (FirstParameters.Length != (long)First.Rows * Names.Count || SecondParameters.Length != FirstParameters.Length)
        {
            throw new RequestException("the parameters do not fit the views", $"{FirstParameters.Length} and {SecondParameters.Length} numbers for {First.Rows} rows and {Names.Count} names", "give one line of parameters for each row of a view");
        }
    }
}
