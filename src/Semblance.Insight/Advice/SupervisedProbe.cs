using Semblance.Tensors;

namespace Semblance.Insight.Advice;

/// <summary>What labels alone give: the directions between class means in whitened coordinates (linear discriminant analysis), then ridge regression.</summary>
/// <remarks>The directions are made from the labels, so that leaving one row out of the regression only would cheat: rows are left out of both, in tenths (one by one when
/// there are at most ten). Lives in the caller's tensor scope.</remarks>
internal static class SupervisedProbe
{
    private const int Folds = 10;
    private const double Nothing = 1e-9;

    /// <summary>Cross-fitted errors at each penalty.</summary>
    /// <param name="coordinates">Whitened coordinates, [rows, k].</param>
    /// <param name="targets">Their labels.</param>
    /// <param name="seed">Seed of the folds.</param>
    internal static IReadOnlyList<ProbeScore> Score(Tensor coordinates, LabelTargets targets, long seed)
    {
        var n = targets.Classes.Length;
        var order = Enumerable.Range(0, n).ToArray();
        new Random(unchecked((int)seed)).Shuffle(order);
        var folds = Math.Min(n, Folds);
        var predictions = new double[RidgeProbe.Penalties.Length][];
        for (var p = 0; p < predictions.Length; p++) predictions[p] = new double[n * targets.Shares.Length];
        for (var fold = 0; fold < folds; fold++)
        {
            using var scope = new TensorScope();
            var left = order.Where((_, k) => k % folds == fold).ToArray();
            var kept = order.Where((_, k) => k % folds != fold).ToArray();
            if (kept.Select(r => targets.Classes[r]).Distinct().Count() < 2) continue;
            Fold(coordinates, targets, kept, left, predictions);
        }

        using var whole = new TensorScope();
        var features = coordinates.MatMul(Axes(coordinates, targets));
        var probe = new RidgeProbe(features, targets);
        var ridge = probe.LeaveOneOut();
        return [.. predictions.Select((p, k) => Judged(targets, p, probe.Predict(features, RidgeProbe.Penalties[k]).Values, ridge[k]))];
    }

    /// <summary>Cross-fitted errors with the degrees of freedom that they betray.</summary>
    /// <remarks>The regression's own degrees of freedom leave out that the labels chose the directions. Generalised cross-validation (Craven and Wahba 1979) has the error of new rows as
    /// fitted error / (1 - f / n)²: f follows from both errors.</remarks>
    private static ProbeScore Judged(LabelTargets targets, double[] predictions, double[] fitted, ProbeScore ridge)
    {
        var score = targets.Score(predictions, ridge.Penalty, ridge.FittedDim);
        var share = targets.Score(fitted, ridge.Penalty, ridge.FittedDim).Error / score.Error;
        return score with { FittedDim = Math.Max(ridge.FittedDim, targets.Classes.Length * (1 - Math.Sqrt(Math.Min(1, share)))) };
    }

    /// <summary>Predictions in centred one-hot targets for other rows, [rows, classes].</summary>
    internal static Numerics.Matrix Predict(Tensor coordinates, LabelTargets targets, Tensor others, double penalty)
    {
        var axes = Axes(coordinates, targets);
        return new RidgeProbe(coordinates.MatMul(axes), targets).Predict(others.MatMul(axes), penalty);
    }

    private static void Fold(Tensor coordinates, LabelTargets targets, int[] kept, int[] left, double[][] predictions)
    {
        var train = coordinates.IndexSelect(0, Tensor.From(kept.Select(r => (long)r).ToArray(), kept.Length));
        var test = coordinates.IndexSelect(0, Tensor.From(left.Select(r => (long)r).ToArray(), left.Length));
        var own = new LabelTargets([.. kept.Select(r => targets.Classes[r])]);
        var axes = Axes(train, own);
        var probe = new RidgeProbe(train.MatMul(axes), own);
        var classes = targets.Shares.Length;
        for (var p = 0; p < predictions.Length; p++)
        {
            var predicted = probe.Predict(test.MatMul(axes), RidgeProbe.Penalties[p]);
            for (var i = 0; i < left.Length; i++)
            {
                // In the targets of all rows: a class that is missing here is predicted as 0.
                for (var c = 0; c < classes; c++) predictions[p][(left[i] * classes) + c] = -targets.Shares[c];
                for (var c = 0; c < own.Shares.Length; c++) predictions[p][(left[i] * classes) + own.Names[c]] += own.Shares[c] + predicted[i, c];
            }
        }
    }

    /// <summary>Orthonormal directions between class means, [k, at most classes - 1].</summary>
    private static Tensor Axes(Tensor coordinates, LabelTargets targets)
    {
        using var scope = new TensorScope();
        var centred = coordinates - coordinates.Mean(0, keep: true);
        var between = targets.Centred.ToTensor() / Tensor.From(targets.Shares.Select(Math.Sqrt).ToArray(), 1, targets.Shares.Length);
        var means = centred.Transpose().MatMul(between);
        var (values, vectors) = means.Transpose().MatMul(means).EigenSymmetric();
        var all = values.ToArray<double>();
        var none = all.Count(v => !(v > Nothing * all[^1]));
        if (none == all.Length) none = all.Length - 1;
        return scope.Return(means.MatMul(vectors.Narrow(1, none, all.Length - none)) / values.Narrow(0, none, all.Length - none).AtLeast(1e-300).Sqrt());
    }
}
