using Semblance.Numerics;

namespace Semblance.Insight.Advice;

/// <summary>Labels as numbers to predict: one column for each class, 1 in the row's own.</summary>
internal sealed class LabelTargets
{
    /// <param name="labels">Class of each row.</param>
    internal LabelTargets(IReadOnlyList<int> labels)
    {
        var present = labels.Distinct().Order().ToList();
        var place = present.Select((label, k) => (label, k)).ToDictionary(p => p.label, p => p.k);
        Names = [.. present];
        Classes = [.. labels.Select(y => place[y])];
        Shares = new double[present.Count];
        foreach (var c in Classes) Shares[c] += 1.0 / Classes.Length;
        Centred = new Matrix(Classes.Length, present.Count);
        for (var i = 0; i < Classes.Length; i++)
        {
            for (var c = 0; c < present.Count; c++) Centred[i, c] = (Classes[i] == c ? 1 : 0) - Shares[c];
        }

        Variance = 1 - Shares.Sum(p => p * p);
        var n = (double)Classes.Length;
        Baseline = Variance * (n / (n - 1)) * (n / (n - 1));
    }

    /// <summary>Label of each class number, ascending.</summary>
    internal IReadOnlyList<int> Names { get; }

    /// <summary>Class number of each row, from 0 without gaps.</summary>
    internal int[] Classes { get; }

    /// <summary>Share of the rows of each class.</summary>
    internal double[] Shares { get; }

    /// <summary>One-hot targets minus their mean, [rows, classes].</summary>
    internal Matrix Centred { get; }

    /// <summary>Their variance, summed over classes.</summary>
    internal double Variance { get; }

    /// <summary>Leave-one-out error of predicting the class frequencies: errors are given as shares of it.</summary>
    internal double Baseline { get; }

    /// <summary>Judges predictions of left-out rows.</summary>
    /// <param name="predictions">In centred targets, [rows, classes].</param>
    /// <param name="penalty">The penalty they were made with.</param>
    /// <param name="fittedDim">Degrees of freedom they spent.</param>
    internal ProbeScore Score(double[] predictions, double penalty, double fittedDim)
    {
        var (n, classes) = (Classes.Length, Shares.Length);
        var (losses, hits) = (new double[n], new double[n]);
        for (var i = 0; i < n; i++)
        {
            var row = predictions.AsSpan(i * classes, classes);
            var top = 0;
            for (var c = 0; c < classes; c++)
            {
                var residual = Centred[i, c] - row[c];
                losses[i] += residual * residual / Baseline;
                if (row[c] + Shares[c] > row[top] + Shares[top]) top = c;
            }

            hits[i] = top == Classes[i] ? 1 : 0;
        }

        return new ProbeScore(losses, hits, penalty, fittedDim);
    }
}
