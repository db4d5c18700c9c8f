using System.Globalization;
using Semblance.Errors;
using Semblance.Options;

namespace Semblance.Insight.Evaluation;

/// <summary>Evaluates frozen features. Test rows are never used to choose anything.</summary>
public static class Evaluator
{
    private static readonly string[] KnownParts = ["knn", "linear", "mlp", "clustering", "regression"];

    /// <summary>Fits every part on the training rows and scores it on the test rows.</summary>
    /// <param name="train">Training features with labels or targets.</param>
    /// <param name="test">Test features of the same dimension with the same kinds of answers.</param>
    /// <param name="options">Defaults when null.</param>
    /// <param name="progress">Receives the name of each part as it begins.</param>
    /// <exception cref="RequestException">Sets that do not fit together, missing labels, one class only, an option out of range.</exception>
    public static EvaluationReport Run(FeatureSet train, FeatureSet test, EvaluationOptions? options = null, Action<string>? progress = null)
    {
        options ??= new EvaluationOptions();
        OptionSet.Validate(options, "evaluate");
        var parts = Parts(train, test, options);
        var p = new Problem(train, test, options);
        EvaluationChecks.Check(p, parts);
        var leakage = Leak.Share(train, test);
        T? Part<T>(string name, Func<Problem, T> run)
            where T : class
        {
            if (!parts.Contains(name)) return null;
            progress?.Invoke(name);
            return run(p);
        }

        return new EvaluationReport
        {
            TrainRows = train.Rows,
            TestRows = test.Rows,
            Dim = train.Dim,
            Classes = p.Classes,
            Leakage = leakage,
            Warnings = Warnings(p, leakage),
            Knn = Part("knn", KnnProbe.Run),
            Linear = Part("linear", LinearProbe.Run),
            Mlp = Part("mlp", MlpProbe.Run),
            Clustering = Part("clustering", ClusteringProbe.Run),
            Regression = Part("regression", RidgeProbe.Run),
        };
    }

    private static HashSet<string> Parts(FeatureSet train, FeatureSet test, EvaluationOptions options)
    {
        if (options.Parts != "auto")
        {
            var words = options.Parts.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            foreach (var word in words)
            {
                if (!KnownParts.Contains(word)) throw Suggestion.Unknown("part", word, KnownParts);
            }

            return [.. words];
        }

        if (train.Labels is null && train.Targets is null)
        {
            throw new RequestException("there is nothing to evaluate against", $"{train.Name} has neither labels nor targets", "give labels, one integer for each row");
        }

        HashSet<string> parts = train.Labels is not null ? [.. KnownParts[..4]] : [];
        if (train.Targets is not null && test.Targets is not null) parts.Add("regression");
        return parts;
    }

    private static List<string> Warnings(Problem p, double leakage)
    {
        var warnings = new List<string>();
        if (leakage > 0)
        {
            warnings.Add(string.Create(
                CultureInfo.InvariantCulture, $"{leakage:P1} of the test rows are also training rows, number for number: the scores are too good, or the features have collapsed"));
        }

        var unseen = p.TestClasses.Count(c => c < 0);
        if (unseen > 0) warnings.Add($"{unseen} test rows have a label that no training row has; they count as errors");
        return warnings;
    }
}
