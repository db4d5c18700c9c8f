namespace Semblance.Pairs.Data;

/// <summary>Yes-or-no attributes of samples.</summary>
/// <param name="Names">Name of each attribute.</param>
/// <param name="Rows">Whether each sample has each of them.</param>
internal sealed record AttributeTable(IReadOnlyList<string> Names, bool[][] Rows);
