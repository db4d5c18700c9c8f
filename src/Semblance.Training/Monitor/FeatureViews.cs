using Semblance.Tensors;

namespace Semblance.Training.Monitor;

/// <summary>Features of some samples in two views.</summary>
/// <param name="Rows">Samples.</param>
/// <param name="Dim">Features.</param>
/// <param name="Views">Both views, [2][rows * dim].</param>
/// <param name="Labels">Class of each sample, -1 for none, [rows]; empty without labels.</param>
internal sealed record FeatureViews(int Rows, int Dim, float[][] Views, int[] Labels)
{
    private double? _deadShare;

    /// <summary>Share of features, before any turn, whose variance is below 1e-8 of their mean variance.</summary>
    internal double DeadShare
    {
        get => _deadShare ??= Dead();
        private init => _deadShare = value;
    }

    /// <summary>Each row scaled to length 1, as losses of cosines see it; rows of zeros stay.</summary>
    internal FeatureViews Directions()
    {
        var views = Views.Select(view =>
        {
            var scaled = new float[view.Length];
            for (var i = 0; i < Rows; i++)
            {
                var row = view.AsSpan(i * Dim, Dim);
                var square = 0.0;
                foreach (var x in row) square += (double)x * x;
                var factor = square > 0 ? 1 / Math.Sqrt(square) : 0;
                for (var j = 0; j < Dim; j++) scaled[(i * Dim) + j] = (float)(factor * row[j]);
            }

            return scaled;
        }).ToArray();
        return this with { Views = views };
    }

    /// <summary>The first samples.</summary>
    internal FeatureViews First(int rows) =>
        rows >= Rows ? this : new FeatureViews(rows, Dim, [.. Views.Select(v => v[..(rows * Dim)])], Labels.Length == 0 ? [] : Labels[..rows]);

    /// <summary>Coordinates along all directions in which the rows differ, at most 2 rows - 1 of them: distances and the mean's length stay, columns are others.</summary>
    internal FeatureViews Turned()
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var all = Tensor.From([.. Views[0], .. Views[1]], 2L * Rows, Dim).To(ElementType.Float64);
        var (values, vectors) = all.MatMul(all.Transpose()).EigenSymmetric();
        var turned = (vectors * values.AtLeast(0).Sqrt()).To(ElementType.Float32).ToArray<float>();
        return new FeatureViews(Rows, 2 * Rows, [turned[..(turned.Length / 2)], turned[(turned.Length / 2)..]], Labels) { DeadShare = DeadShare };
    }

    private double Dead()
    {
        var (sums, squares) = (new double[Dim], new double[Dim]);
        foreach (var view in Views)
        {
            for (var i = 0; i < view.Length; i++)
            {
                // About the first row, so that a large mean costs no digits.
                var x = (double)view[i] - Views[0][i % Dim];
                sums[i % Dim] += x;
                squares[i % Dim] += x * x;
            }
        }

        var variances = squares.Zip(sums, (q, s) => (q / (2 * Rows)) - Math.Pow(s / (2 * Rows), 2)).ToArray();
        var floor = 1e-8 * variances.Average();
        return variances.Count(v => v <= floor) / (double)Dim;
    }

    /// <summary>Every second sample.</summary>
    /// <param name="parity">0 for the first, third, ...; 1 for the others.</param>
    internal FeatureViews Half(int parity)
    {
        var rows = (Rows + 1 - parity) / 2;
        var views = Views.Select(view =>
        {
            var half = new float[rows * Dim];
            for (var i = 0; i < rows; i++) view.AsSpan((2 * i + parity) * Dim, Dim).CopyTo(half.AsSpan(i * Dim));
            return half;
        }).ToArray();
        return new FeatureViews(rows, Dim, views, Labels.Length == 0 ? [] : [.. Enumerable.Range(0, rows).Select(i => Labels[2 * i + parity])]);
    }
}
