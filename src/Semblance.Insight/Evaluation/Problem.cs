namespace Semblance.Insight.Evaluation;

/// <summary>What every probe works on: checked sets, classes as numbers, options.</summary>
internal sealed class Problem
{
    private readonly Lazy<(FeatureSet Train, FeatureSet Test)> _standardised;

    internal Problem(FeatureSet train, FeatureSet test, EvaluationOptions options)
    {
        (Train, Test, Options) = (train, test, options);
        var map = new ClassMap(train.Labels ?? []);
        Classes = map.Count;
        TrainClasses = map.Of(train.Labels ?? []);
        TestClasses = map.Of(test.Labels ?? []);
        _standardised = new(() =>
        {
            var standardiser = Standardiser.Fit(train);
            return (standardiser.Apply(train), standardiser.Apply(test));
        });
    }

    internal FeatureSet Train { get; }

    internal FeatureSet Test { get; }

    internal EvaluationOptions Options { get; }

    internal int Classes { get; }

    internal int[] TrainClasses { get; }

    /// <summary>Classes of the test rows; -1 where training has no such class.</summary>
    internal int[] TestClasses { get; }

    /// <summary>Both sets standardised by the moments of the training rows.</summary>
    internal (FeatureSet Train, FeatureSet Test) Standardised => _standardised.Value;

    /// <summary>The same split for every probe.</summary>
    internal (int[] Fit, int[] Validation) Split(int[]? classes) => Splits.Validation(Train.Rows, classes, Options.Validation, Options.Seed);

    internal static int Hits(int[] found, int[] wanted)
    {
        var hits = 0;
        for (var i = 0; i < found.Length; i++) hits += found[i] == wanted[i] ? 1 : 0;
        return hits;
    }
}
