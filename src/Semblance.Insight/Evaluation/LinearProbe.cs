using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Evaluation;

/// <summary>Multinomial logistic regression on standardised features; the penalty is selected on a validation split and refitted on all rows.</summary>
internal static class LinearProbe
{
    /// <summary>Penalties tried, from strong to weak, each started from the last.</summary>
    internal static readonly double[] Grid = [1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6];

    private static readonly Lbfgs Selecting = new() { MaxIterations = 100, GradientTolerance = 1e-4, ValueTolerance = 1e-4 };
    internal static readonly Lbfgs Refitting = new() { MaxIterations = 500, GradientTolerance = 1e-5, ValueTolerance = 1e-6 };

    internal static LinearResult Run(Problem p)
    {
        using var scope = new TensorScope();
        var (l2, validation, start) = p.Options.L2 is { } given ? (given, (double?)null, null) : Select(p);
        var (train, test) = p.Standardised;
        var features = train.ToTensor();
        var fit = LogisticRegression.Fit(features, p.TrainClasses, p.Classes, l2, Refitting, start);
        var hits = Problem.Hits(LogisticRegression.Predict(test.ToTensor(), fit.Point, p.Classes), p.TestClasses);
        var known = Problem.Hits(LogisticRegression.Predict(features, fit.Point, p.Classes), p.TrainClasses);
        return new LinearResult(
            (double)hits / test.Rows, Statistics.Wilson(hits, test.Rows), l2, validation, (double)known / train.Rows, fit.Iterations, fit.HasConverged);
    }

    private static (double L2, double? Accuracy, double[]? Start) Select(Problem p)
    {
        using var scope = new TensorScope();
        var (fit, validation) = p.Split(p.TrainClasses);
        fit = fit[..Math.Min(fit.Length, p.Options.SelectionRows)];
        validation = validation[..Math.Min(validation.Length, p.Options.SelectionRows)];
        if (validation.Length == 0) return (Grid[2], null, null);
        var train = p.Standardised.Train;
        var (known, unknown) = (train.Select(fit).ToTensor(), train.Select(validation).ToTensor());
        int[] labels = [.. fit.Select(r => p.TrainClasses[r])], wanted = [.. validation.Select(r => p.TrainClasses[r])];
        (double L2, int Hits, double[]? Point) best = (0, -1, null);
        double[]? point = null;
        foreach (var l2 in Grid)
        {
            point = LogisticRegression.Fit(known, labels, p.Classes, l2, Selecting, point).Point;
            var hits = Problem.Hits(LogisticRegression.Predict(unknown, point, p.Classes), wanted);
            if (hits > best.Hits) best = (l2, hits, point);
        }

        return (best.L2, (double)best.Hits / wanted.Length, best.Point);
    }
}
