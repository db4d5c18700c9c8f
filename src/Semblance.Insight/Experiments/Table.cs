namespace Semblance.Insight.Experiments;

/// <summary>Rows of text.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Caption">How to read it.</param>
/// <param name="Columns">Headings; the first column names the row.</param>
/// <param name="Rows">Cells, as many as headings each.</param>
internal sealed record Table(string Title, string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : Exhibit(Title, Caption);
