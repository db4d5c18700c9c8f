using Semblance.Errors;

namespace Semblance.Insight.Evaluation;

/// <summary>Refuses sets that do not fit together or cannot be evaluated.</summary>
internal static class EvaluationChecks
{
    internal static void Check(Problem p, HashSet<string> parts)
    {
        var (train, test) = (p.Train, p.Test);
        if (train.Dim != test.Dim)
        {
            throw new RequestException("training and test features differ in dimension", $"[{train.Rows}, {train.Dim}] and [{test.Rows}, {test.Dim}]", "embed both with the same encoder and layer");
        }

        var isClassification = parts.Any(part => part != "regression");
        if (isClassification) CheckLabels(p);
        if (parts.Contains("knn") && p.Options.K > train.Rows)
        {
            throw new RequestException("k is larger than the training set", $"k = {p.Options.K}, {train.Rows} rows", $"give k from 1 to {train.Rows}");
        }

        if (parts.Contains("clustering") && p.Options.Clusters > train.Rows)
        {
            throw new RequestException("there are more clusters than training rows", $"{p.Options.Clusters} clusters, {train.Rows} rows", "give fewer clusters");
        }

        if (parts.Contains("regression")) CheckTargets(train, test);
    }

    private static void CheckLabels(Problem p)
    {
        foreach (var set in new[] { p.Train, p.Test })
        {
            if (set.Labels is null) throw new RequestException($"{set.Name} has no labels", $"{set.Rows} rows of features only", "give one integer label for each row");
        }

        if (p.Classes < 2)
        {
            throw new RequestException("classification needs at least two classes", $"all {p.Train.Rows} training rows have label {p.Train.Labels![0]}", "check the labels");
        }

        // A class of its own for every row leaves nothing to learn from: such labels are row numbers or continuous values.
        if (p.Train.Rows <= p.Classes)
        {
            throw new RequestException("there are too few training rows", $"{p.Train.Rows} rows of {p.Classes} classes", "give more rows than classes, or continuous values as targets");
        }
    }

    private static void CheckTargets(FeatureSet train, FeatureSet test)
    {
        if (train.TargetCount == 0 || train.TargetCount != test.TargetCount)
        {
            throw new RequestException(
                "training and test targets differ in number", $"{train.TargetCount} and {test.TargetCount} targets a row", "give the same continuous targets, at least one, for both sets");
        }

        if (train.Rows < 3 || test.Rows < 2) throw new RequestException("there are too few rows for regression", $"{train.Rows} training and {test.Rows} test rows", "give at least 3 and 2");
        for (var t = 0; t < test.TargetCount; t++)
        {
            var first = test.Targets![t];
            var isConstant = Enumerable.Range(1, test.Rows - 1).All(r => test.Targets[(r * test.TargetCount) + t] == first);
            if (isConstant) throw new RequestException($"target {t} is constant on the test rows", $"it is {first} everywhere, so that R2 is not defined", "leave it out");
        }
    }
}
