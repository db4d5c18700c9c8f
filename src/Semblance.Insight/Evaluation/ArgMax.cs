namespace Semblance.Insight.Evaluation;

/// <summary>Columns with the largest number.</summary>
internal static class ArgMax
{
    /// <summary>For each row of [rows, columns] the first column with the largest number.</summary>
    internal static int[] Rows(float[] values, int columns)
    {
        var result = new int[values.Length / columns];
        for (var r = 0; r < result.Length; r++)
        {
            var row = values.AsSpan(r * columns, columns);
            for (var c = 1; c < columns; c++)
            {
                if (row[c] > row[result[r]]) result[r] = c;
            }
        }

        return result;
    }
}
