using System.Globalization;
using System.Text;
using Semblance.Errors;
using Semblance.Files;
using Semblance.Insight.Pairing;

namespace Semblance.Insight.Advice;

/// <summary>Writes a relation as the list of pairs that <c>train --pairs list:FILE</c> takes: pairs are drawn in proportion to their weight, as closed forms count them.</summary>
public static class PairFile
{
    /// <summary>Writes the relation of some pairs, each pair once, atomically.</summary>
    /// <param name="file">CSV of two row numbers and a weight, with a header.</param>
    /// <param name="input">Samples with a relation.</param>
    /// <exception cref="RequestException">Pairs without a relation of rows, or one of too many entries.</exception>
    public static void Write(string file, PairInput input)
    {
        if (input is not RelatedInput { Relation: { } relation }) throw new RequestException("only a relation of the rows of --x can be written as pairs", $"got --pairs-out {file} with {input.Description}", "leave it out");
        var graph = relation.ToGraph();
        var text = new StringBuilder("first,second,weight\n");
        for (var row = 0; row < graph.Count; row++)
        {
            for (var e = graph.RowStarts[row]; e < graph.RowStarts[row + 1]; e++)
            {
                var column = graph.Columns[(int)e];
                if (column < row) continue;

                // Off the diagonal an entry stands twice in the relation and once in the list.
                var weight = (column == row ? 1 : 2) * graph.Weights[(int)e];
                text.Append(CultureInfo.InvariantCulture, $"{row},{column},{weight:R}\n");
            }
        }

        AtomicFile.WriteText(file, text.ToString());
    }
}
