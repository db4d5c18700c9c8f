namespace Semblance.Numerics;

/// <summary>An eigenvector is known up to its sign; this chooses one.</summary>
internal static class Signs
{
    /// <summary>Elements this close to the largest magnitude count as equal to it, so that rounding does not decide between them.</summary>
    private const double Equal = 1e-6;

    /// <summary>Makes the element of largest magnitude of each column positive, the first one where several are equal; in place.</summary>
    internal static Matrix Fix(Matrix vectors)
    {
        var (rows, columns) = (vectors.Rows, vectors.Columns);
        var largest = new double[columns];
        for (var r = 0; r < rows; r++)
        {
            var row = vectors.Row(r);
            for (var c = 0; c < columns; c++) largest[c] = Math.Max(largest[c], Math.Abs(row[c]));
        }

        var signs = new double[columns];
        for (var r = 0; r < rows; r++)
        {
            var row = vectors.Row(r);
            for (var c = 0; c < columns; c++)
            {
                if (signs[c] == 0 && Math.Abs(row[c]) >= (1 - Equal) * largest[c]) signs[c] = row[c] < 0 ? -1 : 1;
            }
        }

        for (var r = 0; r < rows; r++)
        {
            var row = vectors.Row(r);
            for (var c = 0; c < columns; c++) row[c] *= signs[c];
        }

        return vectors;
    }
}
