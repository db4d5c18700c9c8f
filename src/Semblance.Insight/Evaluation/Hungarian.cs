namespace Semblance.Insight.Evaluation;

/// <summary>The one-to-one matching of rows and columns with the largest sum (Kuhn 1955; the shortest-path form of Jonker and Volgenant 1987).</summary>
internal static class Hungarian
{
    /// <summary>The column matched with each row, or -1 for rows left over when there are more rows than columns.</summary>
    internal static int[] Maximise(double[,] gains)
    {
        var (rows, columns) = (gains.GetLength(0), gains.GetLength(1));
        if (rows <= columns) return Minimise(rows, columns, (r, c) => -gains[r, c]);
        var matched = new int[rows];
        Array.Fill(matched, -1);
        var back = Minimise(columns, rows, (r, c) => -gains[c, r]);
        for (var c = 0; c < columns; c++) matched[back[c]] = c;
        return matched;
    }

    // Adds one row at a time along the cheapest augmenting path; u and v keep reduced costs non-negative. Column 0 is a sentinel.
    private static int[] Minimise(int rows, int columns, Func<int, int, double> cost)
    {
        var (u, v) = (new double[rows + 1], new double[columns + 1]);
        var rowOf = new int[columns + 1];
        for (var row = 1; row <= rows; row++)
        {
            rowOf[0] = row;
            var (distance, from, done) = (new double[columns + 1], new int[columns + 1], new bool[columns + 1]);
            Array.Fill(distance, double.PositiveInfinity);
            var at = 0;
            while (rowOf[at] != 0)
            {
                done[at] = true;
                var (step, next) = (double.PositiveInfinity, 0);
                for (var c = 1; c <= columns; c++)
                {
                    if (done[c]) continue;
                    var reduced = cost(rowOf[at] - 1, c - 1) - u[rowOf[at]] - v[c];
                    if (reduced < distance[c]) (distance[c], from[c]) = (reduced, at);
                    if (distance[c] < step) (step, next) = (distance[c], c);
                }

                for (var c = 0; c <= columns; c++)
                {
                    if (done[c]) (u[rowOf[c]], v[c]) = (u[rowOf[c]] + step, v[c] - step);
                    else distance[c] -= step;
                }

                at = next;
            }

            for (; at != 0; at = from[at]) rowOf[at] = rowOf[from[at]];
        }

        var columnOf = new int[rows];
        for (var c = 1; c <= columns; c++)
        {
            if (rowOf[c] != 0) columnOf[rowOf[c] - 1] = c - 1;
        }

        return columnOf;
    }
}
