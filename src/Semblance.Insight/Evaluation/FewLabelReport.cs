namespace Semblance.Insight.Evaluation;

/// <summary>What few labels are worth with each feature set.</summary>
/// <param name="Reference">Name of the feature set that the others are compared with.</param>
/// <param name="Rows">By number of labels, then in the order of the feature sets.</param>
/// <param name="Warnings">Numbers of labels that were left out, and why.</param>
public sealed record FewLabelReport(string Reference, IReadOnlyList<FewLabelRow> Rows, IReadOnlyList<string> Warnings);
