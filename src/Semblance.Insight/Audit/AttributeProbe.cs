using Semblance.Insight.Evaluation;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Audit;

/// <summary>Reads an attribute from features by a linear head: logistic regression for levels, ridge regression for numbers.</summary>
/// <remarks>Levels are predicted as if they were equally frequent, by taking the logarithm of their frequencies off the logits, and scored by balanced accuracy, corrected for chance. Numbers are
/// scored by R2 against the mean of the rows that were fitted. Levels of fewer than <see cref="Fewest"/> rows in a part are left out.</remarks>
internal static class AttributeProbe
{
    internal const int Fewest = 6;
    private static readonly double[] Penalties = [1e-1, 1e-2, 1e-3];
    private static readonly Lbfgs Solver = new() { MaxIterations = 60, GradientTolerance = 1e-3, ValueTolerance = 1e-4 };

    /// <summary>Fits and tests; null where fewer than two levels have enough rows.</summary>
    /// <param name="features">Coordinates of the probed rows.</param>
    /// <param name="attribute">Of the probed rows.</param>
    /// <param name="rows">The folds.</param>
    /// <param name="groups">Reads within each group by a head of its own and averages by rows; null for one head. [rows], -1 for rows of no group.</param>
    internal static Reading? Read(FeatureSet features, AuditTrait attribute, ProbeRows rows, int[]? groups = null)
    {
        if (groups is null) return Whole(features, attribute, rows.Folds);
        var parts = new List<(Reading Reading, int Rows)>();
        for (var g = 0; g <= groups.Max(); g++)
        {
            List<(int[] Fit, int[] Test)> folds = [.. rows.Folds.Select(f => (f.Fit.Where(r => groups[r] == g).ToArray(), f.Test.Where(r => groups[r] == g).ToArray()))];
            if (folds.Any(f => f.Fit.Length < 2 * Fewest || f.Test.Length < 2 * Fewest)) continue;
            if (Whole(features, attribute, folds) is { } part) parts.Add((part, part.Tested));
        }

        if (parts.Count == 0) return null;
        var total = (double)parts.Sum(p => p.Rows);
        var influence = new double[features.Rows];
        foreach (var (part, count) in parts)
        {
            for (var r = 0; r < influence.Length; r++) influence[r] += part.Influence[r] * count / total;
        }

        return new Reading(parts.Sum(p => p.Reading.Skill * p.Rows) / total, influence, (int)total, (int)Math.Round(parts.Average(p => p.Reading.Levels)), [.. parts.SelectMany(p => p.Reading.Heads)]);
    }

    private static Reading? Whole(FeatureSet features, AuditTrait attribute, IReadOnlyList<(int[] Fit, int[] Test)> folds) =>
        attribute.Classes is { } classes ? Levels(features, classes, attribute.Levels.Count, folds) : Number(features, attribute.Numbers!, folds);

    private static Reading? Levels(FeatureSet features, int[] classes, int count, IReadOnlyList<(int[] Fit, int[] Test)> folds)
    {
        int[] enough = [.. Enumerable.Range(0, count).Where(c => folds.All(f => f.Fit.Count(r => classes[r] == c) >= Fewest && f.Test.Count(r => classes[r] == c) >= Fewest))];
        if (enough.Length < 2) return null;
        var place = new int[count];
        Array.Fill(place, -1);
        for (var k = 0; k < enough.Length; k++) place[enough[k]] = k;
        int[] labels = Array.ConvertAll(classes, c => place[c]);
        var hits = new bool[features.Rows];
        var (tested, heads) = (new List<int>(), new List<LinearHead>());
        foreach (var (fit, test) in folds)
        {
            int[] known = [.. fit.Where(r => labels[r] >= 0)], unknown = [.. test.Where(r => labels[r] >= 0)];
            var parameters = Fit(features.Select(known), [.. known.Select(r => labels[r])], enough.Length);
            var found = Predict(features.Select(unknown), parameters, enough.Length);
            for (var k = 0; k < unknown.Length; k++) hits[unknown[k]] = found[k] == labels[unknown[k]];
            tested.AddRange(unknown);
            heads.Add(new LinearHead(parameters[..(enough.Length * features.Dim)], enough.Length));
        }

        return Balanced(labels, hits, tested, enough.Length, heads);
    }

    private static Reading Balanced(int[] labels, bool[] hits, List<int> tested, int levels, List<LinearHead> heads)
    {
        var (right, all) = (new double[levels], new double[levels]);
        foreach (var r in tested)
        {
            all[labels[r]]++;
            if (hits[r]) right[labels[r]]++;
        }

        var accuracy = right.Zip(all, (h, n) => h / n).Average();
        var influence = new double[labels.Length];
        // Skill = (levels * accuracy - 1) / (levels - 1); a row moves the accuracy of its level by its error over the rows of the level.
        foreach (var r in tested) influence[r] = ((hits[r] ? 1 : 0) - (right[labels[r]] / all[labels[r]])) / (all[labels[r]] * (levels - 1));
        return new Reading(((levels * accuracy) - 1) / (levels - 1), influence, tested.Count, levels, heads);
    }

    /// <summary>Logistic regression whose intercepts are lowered by the logarithm of the frequencies.</summary>
    private static double[] Fit(FeatureSet features, int[] labels, int levels)
    {
        using var scope = new TensorScope();
        var l2 = features.Rows >= 20 * features.Dim ? Penalties[^1] : Chosen(features, labels, levels);
        var parameters = LogisticRegression.Fit(features.ToTensor(), labels, levels, l2, Solver).Point;
        for (var k = 0; k < levels; k++) parameters[(levels * features.Dim) + k] -= Math.Log((double)labels.Count(l => l == k) / labels.Length);
        return parameters;
    }

    private static double Chosen(FeatureSet features, int[] labels, int levels)
    {
        var (fit, validation) = Splits.Validation(labels.Length, labels, 0.25, 0);
        if (validation.Length == 0) return Penalties[1];
        using var scope = new TensorScope();
        var (known, unknown) = (features.Select(fit).ToTensor(), features.Select(validation).ToTensor());
        int[] wanted = [.. validation.Select(r => labels[r])];
        double[]? point = null;
        (double L2, int Hits) best = (Penalties[1], -1);
        foreach (var l2 in Penalties)
        {
            point = LogisticRegression.Fit(known, [.. fit.Select(r => labels[r])], levels, l2, Solver, point).Point;
            var hits = Problem.Hits(LogisticRegression.Predict(unknown, point, levels), wanted);
            if (hits > best.Hits) best = (l2, hits);
        }

        return best.L2;
    }

    private static int[] Predict(FeatureSet features, double[] parameters, int levels)
    {
        using var scope = new TensorScope();
        return LogisticRegression.Predict(features.ToTensor(), parameters, levels);
    }

    private static Reading Number(FeatureSet features, double[] values, IReadOnlyList<(int[] Fit, int[] Test)> folds)
    {
        var influence = new double[features.Rows];
        var (errors, spread) = (new double[features.Rows], new double[features.Rows]);
        var (tested, heads) = (new List<int>(), new List<LinearHead>());
        foreach (var (fit, test) in folds)
        {
            var (head, intercept) = RidgeHead.Fit(features.Select(fit), [.. fit.Select(r => values[r])]);
            var mean = fit.Average(r => values[r]);
            var found = head.Apply(features.Select(test).Values, features.Dim);
            for (var k = 0; k < test.Length; k++)
            {
                errors[test[k]] = Math.Pow(values[test[k]] - found[k] - intercept, 2);
                spread[test[k]] = Math.Pow(values[test[k]] - mean, 2);
            }

            tested.AddRange(test);
            heads.Add(head);
        }

        var (error, total) = (tested.Sum(r => errors[r]), Math.Max(tested.Sum(r => spread[r]), 1e-300));
        var skill = 1 - (error / total);
        foreach (var r in tested) influence[r] = (((1 - skill) * spread[r]) - errors[r]) / total;
        return new Reading(skill, influence, tested.Count, 0, heads);
    }
}
