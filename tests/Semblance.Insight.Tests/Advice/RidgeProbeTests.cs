using Semblance.Insight.Advice;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Tests.Advice;

public sealed class RidgeProbeTests
{
    // More rows than features, and fewer: the two ways of decomposing.
    [Theory]
    [InlineData(25, 6)]
    [InlineData(14, 40)]
    public void Leave_one_out_errors_are_those_of_fitting_again_without_each_row(int rows, int columns)
    {
        using var scope = new TensorScope();
        var (x, labels) = (Draws.Matrix(rows, columns, 1), Draws.Labels(rows, 3, 2));
        var targets = new LabelTargets(labels);
        var scores = new RidgeProbe(x.ToTensor(), targets).LeaveOneOut();
        foreach (var score in scores.Where((_, k) => k is 6 or 9 or 12))
        {
            for (var left = 0; left < rows; left++)
            {
                // The penalty of a sum of squares stays what it was with all rows.
                var predicted = Slow(x, targets.Centred, left, score.Penalty * rows);
                var loss = predicted.Select((p, c) => Math.Pow(targets.Centred[left, c] - p, 2)).Sum() / targets.Baseline;
                Assert.Equal(loss, score.Losses[left], 1e-8 * Math.Max(1, loss));
                var level = predicted.Select((p, c) => p + targets.Shares[c]).ToList();
                Assert.Equal(level.IndexOf(level.Max()) == targets.Classes[left] ? 1 : 0, score.Hits[left]);
            }
        }
    }

    [Fact]
    public void Prediction_is_ridge_regression_with_a_free_intercept()
    {
        using var scope = new TensorScope();
        var (x, others) = (Draws.Matrix(20, 5, 3), Draws.Matrix(4, 5, 4));
        var targets = new LabelTargets(Draws.Labels(20, 3, 5));
        var predicted = new RidgeProbe(x.ToTensor(), targets).Predict(others.ToTensor(), 0.1);
        for (var i = 0; i < others.Rows; i++)
        {
            var all = new Matrix(21, 5, [.. x.Values, .. others.Row(i)]);
            var y = new Matrix(21, 3, [.. targets.Centred.Values, 0, 0, 0]);
            var expected = Slow(all, y, 20, 0.1 * 20);
            for (var c = 0; c < 3; c++) Assert.Equal(expected[c], predicted[i, c], 1e-9);
        }
    }

    [Fact]
    public void Labels_that_have_nothing_to_do_with_the_features_give_errors_of_one_or_more()
    {
        using var scope = new TensorScope();
        var scores = new RidgeProbe(Draws.Matrix(200, 10, 6).ToTensor(), new LabelTargets(Draws.Labels(200, 4, 7))).LeaveOneOut();
        Assert.All(scores, s => Assert.True(s.Error > 0.97));
        Assert.Equal(1, scores[^1].Error, 0.03);
    }

    [Fact]
    public void Supervised_directions_do_not_see_the_rows_they_are_judged_on()
    {
        using var scope = new TensorScope();
        var scores = SupervisedProbe.Score(Draws.Matrix(60, 50, 8).ToTensor(), new LabelTargets(Draws.Labels(60, 3, 9)), 0);
        Assert.True(scores.Min(s => s.Error) > 0.95, "labels drawn at random were predicted");
    }

    [Fact]
    public void Supervised_directions_cost_the_degrees_of_freedom_that_were_spent_on_finding_them()
    {
        using var scope = new TensorScope();
        var (x, targets) = (Draws.Matrix(20, 60, 8).ToTensor(), new LabelTargets(Draws.Labels(20, 3, 9)));
        Assert.All(SupervisedProbe.Score(x, targets, 0).Take(6), s => Assert.InRange(s.FittedDim, 8, 20));
        var wide = SupervisedProbe.Score(Draws.Matrix(400, 2, 10).ToTensor(), new LabelTargets(Draws.Labels(400, 3, 11)), 0);
        Assert.All(wide, s => Assert.InRange(s.FittedDim, 0, 12));
    }

    [Fact]
    public void Evidence_is_the_marginal_likelihood_up_to_a_constant()
    {
        using var scope = new TensorScope();
        var (x, targets) = (Draws.Matrix(8, 3, 12), new LabelTargets([0, 1, 0, 1, 1, 0, 0, 1]));
        var scores = new RidgeProbe(x.ToTensor(), targets).LeaveOneOut();
        double Slow(double penalty)
        {
            // Density of seven contrasts of the rows under covariance I + K / (n penalty), by its eigenvalues, at the likeliest scale.
            var centred = x.ToTensor() - x.ToTensor().Mean(0, true);
            var cover = centred.MatMul(centred.Transpose()) * (1 / (8 * penalty)) + Tensor.Eye(8, ElementType.Float64);
            var (values, vectors) = cover.EigenSymmetric();
            var y = vectors.Transpose().MatMul(targets.Centred.ToTensor().Narrow(1, 0, 1)).ToArray<double>();
            var (quadratic, logs) = (0.0, 0.0);
            foreach (var (v, c) in values.ToArray<double>().Zip(y)) (quadratic, logs) = (quadratic + (c * c / v), logs + Math.Log(v));
            return (-3.5 * Math.Log(quadratic)) - (logs / 2);
        }

        var constant = scores[0].Evidence - Slow(scores[0].Penalty);
        Assert.All(scores, s => Assert.Equal(constant, s.Evidence - Slow(s.Penalty), 1e-8));
    }

    /// <summary>Gaussian elimination on the normal equations without one row; predicts that row.</summary>
    private static double[] Slow(Matrix x, Matrix y, int left, double penalty)
    {
        var (p, classes) = (x.Columns + 1, y.Columns);
        var system = new double[p, p + classes];
        for (var i = 0; i < x.Rows; i++)
        {
            if (i == left) continue;
            double[] row = [1, .. x.Row(i)];
            for (var a = 0; a < p; a++)
            {
                for (var b = 0; b < p; b++) system[a, b] += row[a] * row[b];
                for (var c = 0; c < classes; c++) system[a, p + c] += row[a] * y[i, c];
            }
        }

        for (var a = 1; a < p; a++) system[a, a] += penalty;
        for (var a = 0; a < p; a++)
        {
            for (var b = 0; b < p; b++)
            {
                if (b == a) continue;
                var factor = system[b, a] / system[a, a];
                for (var c = a; c < p + classes; c++) system[b, c] -= factor * system[a, c];
            }
        }

        double[] wanted = [1, .. x.Row(left)];
        return [.. Enumerable.Range(0, classes).Select(c => Enumerable.Range(0, p).Sum(a => wanted[a] * system[a, p + c] / system[a, a]))];
    }
}
