using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Pairs;

namespace Semblance.Insight.Features;

/// <summary>What growing sets of directions tell of attributes.</summary>
internal sealed class AttributeCoverage
{
    /// <summary>What is left of a direction beside those before it, as a share of a direction's second moment, that is too little to be seen. A least-squares map has no sense of scale:
    /// without this the class would be read off the thousandth in which the constant direction holds it.</summary>
    private const double Unseen = 1e-3;
    private readonly Matrix _directions;

    /// <param name="samples">Features of samples, [n, d].</param>
    /// <param name="directions">Columns in the order in which they are learnt, [d, directions].</param>
    internal AttributeCoverage(Matrix samples, Matrix directions) => _directions = Centred(samples.Times(directions));

    /// <summary>Explained share of the attribute's variance by the first 0, 1, 2, ... directions, corrected for chance.</summary>
    internal double[] Explained(SampleFactor attribute)
    {
        var (n, k) = (_directions.Rows, _directions.Columns);
        var targets = Centred(OneHot(attribute));
        var (gram, cross) = (_directions.TransposeTimes(_directions), _directions.TransposeTimes(targets));
        var total = targets.InnerProduct(targets);
        var (lower, solved) = (new Matrix(k, k), new Matrix(k, targets.Columns));
        var (explained, used) = (0.0, 0);
        var result = new double[k + 1];
        for (var row = 0; row < k; row++)
        {
            if (Step(gram, cross, lower, solved, row, n))
            {
                foreach (var c in solved.Row(row)) explained += c * c / total;
                used++;
            }

            // Wherry 1931: what unrelated columns would explain by chance is taken off.
            result[row + 1] = total == 0 || used + 1 >= n ? 0 : Math.Clamp(1 - ((1 - explained) * (n - 1) / (n - used - 1)), 0, 1);
        }

        return result;
    }

    /// <summary>Share of what tells the attribute that two views have in common: eigenvalues weighed with squared covariances, less what chance puts there.</summary>
    internal double Preserved(SampleFactor attribute, double[] eigenvalues)
    {
        var targets = Centred(OneHot(attribute));
        var cross = _directions.TransposeTimes(targets);
        var chance = targets.InnerProduct(targets);
        var (shared, all) = (0.0, 0.0);
        for (var k = 0; k < cross.Rows; k++)
        {
            var variance = 0.0;
            for (var i = 0; i < _directions.Rows; i++) variance += _directions[i, k] * _directions[i, k];
            var weight = 0.0;
            foreach (var c in cross.Row(k)) weight += c * c;
            weight = Math.Max(0, weight - (chance * variance / _directions.Rows));
            shared += weight * Math.Clamp(eigenvalues[k], 0, 1);
            all += weight;
        }

        return all > 0 ? shared / all : 0;
    }

    /// <summary>One row of a Cholesky factor and of the solution with it; false when the direction adds nothing.</summary>
    private static bool Step(Matrix gram, Matrix cross, Matrix lower, Matrix solved, int row, int samples)
    {
        var mine = lower.Row(row);
        for (var j = 0; j < row; j++)
        {
            if (lower[j, j] == 0) continue;
            var other = lower.Row(j);
            var sum = gram[row, j];
            for (var i = 0; i < j; i++) sum -= mine[i] * other[i];
            mine[j] = sum / lower[j, j];
        }

        var rest = gram[row, row];
        for (var i = 0; i < row; i++) rest -= mine[i] * mine[i];
        if (rest <= Unseen * samples) return false;
        mine[row] = Math.Sqrt(rest);
        var answer = solved.Row(row);
        cross.Row(row).CopyTo(answer);
        for (var i = 0; i < row; i++) Dense.AddScaled(answer, solved.Row(i), -mine[i]);
        for (var c = 0; c < answer.Length; c++) answer[c] /= mine[row];
        return true;
    }

    private static Matrix OneHot(SampleFactor attribute)
    {
        var result = new Matrix(attribute.Values.Count, attribute.Count);
        for (var i = 0; i < result.Rows; i++)
        {
            if (attribute.Values[i] >= 0) result[i, attribute.Values[i]] = 1;
        }

        return result;
    }

    private static Matrix Centred(Matrix rows)
    {
        var mean = new double[rows.Columns];
        for (var i = 0; i < rows.Rows; i++) Dense.AddScaled(mean, rows.Row(i), 1.0 / rows.Rows);
        for (var i = 0; i < rows.Rows; i++) Dense.AddScaled(rows.Row(i), mean, -1);
        return rows;
    }
}
