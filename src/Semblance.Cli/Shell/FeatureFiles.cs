using Semblance.Errors;
using Semblance.Files;
using Semblance.Insight.Evaluation;

namespace Semblance.Cli.Shell;

/// <summary>Reads features and what is known of each row from two files.</summary>
internal static class FeatureFiles
{
    private static readonly string[] Kinds = ["auto", "classes", "numbers"];

    /// <param name="files">Features, [rows, dim], and answers: classes [rows] or numbers [rows, targets].</param>
    /// <param name="answers">auto, classes or numbers.</param>
    /// <param name="name">train or test.</param>
    /// <exception cref="RequestException">Files that cannot be read or do not fit together.</exception>
    public static FeatureSet Read(string[] files, string answers, string name)
    {
        if (!Kinds.Contains(answers)) throw Suggestion.Unknown("kind of answers", answers, Kinds);
        var features = ArrayFile.ReadMatrix(files[0], $"{name} features");
        var known = ArrayFile.ReadMatrix(files[1], $"{name} labels or targets");
        var (rows, dim) = ((int)features.Shape[0], (int)features.Shape[1]);
        if (known.Shape[0] != rows)
        {
            throw new RequestException("features and labels differ in length", $"'{files[0]}' has {rows} rows, '{files[1]}' {known.Shape[0]}", "give one label or target row for each row of features");
        }

        return answers == "classes" || (answers == "auto" && AreClasses(known))
            ? new FeatureSet(features.ToSingles(), rows, dim, labels: ArrayFile.ReadLabels(files[1], rows), name: name)
            : new FeatureSet(features.ToSingles(), rows, dim, targets: known.ToDoubles(), name: name);
    }

    private static bool AreClasses(NpyArray array) => array.Shape[1] == 1 && array.ToDoubles().All(v => v == Math.Floor(v));
}
