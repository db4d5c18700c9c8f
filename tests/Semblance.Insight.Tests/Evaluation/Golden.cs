using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Semblance.Files;
using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Tests.Evaluation;

/// <summary>Data and results of scikit-learn, made by tests/golden/evaluation.py: 300 training and 80 test rows of 7 features, 4 classes, 2 targets.</summary>
internal static class Golden
{
    internal const int Classes = 4;
    private const int Rows = 300;
    private static readonly string Folder = Path.Combine(Here(), "..", "..", "golden", "evaluation");

    internal static JsonNode Results { get; } = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "golden.json")))!;

    internal static (FeatureSet Train, FeatureSet Test) Sets()
    {
        var x = Npy.Read(Path.Combine(Folder, "x.npy"));
        var y = Npy.Read(Path.Combine(Folder, "y.npy")).ToInt64s();
        var t = Npy.Read(Path.Combine(Folder, "t.npy")).ToDoubles();
        var all = new FeatureSet(x.ToSingles(), (int)x.Shape[0], (int)x.Shape[1], y, t);
        return (all.Select([.. Enumerable.Range(0, Rows)]), all.Select([.. Enumerable.Range(Rows, all.Rows - Rows)]));
    }

    internal static double[] Numbers(JsonNode? node) => [.. node!.AsArray().Select(v => (double)v!)];

    internal static int[] Integers(JsonNode? node) => [.. node!.AsArray().Select(v => (int)v!)];

    internal static int[] Classified(FeatureSet set) => Array.ConvertAll(set.Labels!, l => (int)l);

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
