using Semblance.Errors;
using Semblance.Files;
using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Audit;

/// <summary>Files to audit, by path.</summary>
public sealed record AuditRequest
{
    /// <summary>The features, [rows, dim].</summary>
    public required string Embeddings { get; init; }

    /// <summary>Labels, whole numbers, [rows]; null for none.</summary>
    public string? Labels { get; init; }

    /// <summary>Attributes, CSV; null for none.</summary>
    public string? Attributes { get; init; }

    /// <summary>Name of the attribute that divides the classes; null to find it.</summary>
    public string? Subclass { get; init; }

    /// <summary>Features of the untrained encoder, [rows, any]; null for none.</summary>
    public string? Baseline { get; init; }

    /// <summary>Inputs, [rows, any]; null for none.</summary>
    public string? Inputs { get; init; }

    /// <summary>Features of an encoder that is known to work, [rows, any]; null for none.</summary>
    public string? Supervised { get; init; }

    /// <summary>Features before the head, [rows, any]; null for none.</summary>
    public string? Representation { get; init; }

    /// <summary>Features of two views of each row; empty for none.</summary>
    public IReadOnlyList<string> Views { get; init; } = [];

    /// <summary>The untrained encoder's features of the same two views; empty for none.</summary>
    public IReadOnlyList<string> BaselineViews { get; init; } = [];

    /// <summary>The same two views before any encoder; empty for none.</summary>
    public IReadOnlyList<string> InputViews { get; init; } = [];

    /// <summary>What the augmentation drew for each of the two views, CSV with a header; empty for none.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>0 for training rows, 1 for held-out rows, [rows]; null when unknown.</summary>
    public string? Split { get; init; }

    /// <summary>Reads everything.</summary>
    /// <exception cref="RequestException">A file that cannot be read, is not finite or does not fit the others.</exception>
    public AuditInput Open()
    {
        var array = ArrayFile.ReadMatrix(Embeddings, "the embedding");
        var rows = (int)array.Shape[0];
        var labels = Labels is null ? null : ArrayFile.ReadLabels(Labels, rows);
        var views = Pair(Views, "views") is { } pair ? WithParameters(pair) : null;
        if (views is null && Parameters.Count > 0) throw Lonely("parameters");
        return new AuditInput
        {
            Features = new FeatureSet(array.ToSingles(), rows, (int)array.Shape[1], labels, name: "the embedding"),
            Description = Path.GetFileName(Embeddings),
            Attributes = Attributes is null ? [] : AttributeFile.Read(Attributes, rows),
            Subclass = Subclass,
            Baseline = Features(Baseline, "the baseline"),
            Inputs = Features(Inputs, "the input"),
            Supervised = Features(Supervised, "the supervised reference"),
            Representation = Features(Representation, "the representation"),
            Views = views,
            BaselineViews = Beside(views, BaselineViews, "baseline views"),
            InputViews = Beside(views, InputViews, "input views"),
            HeldOut = Split is null ? null : ReadSplit(Split, rows),
        };
    }

    private static FeatureSet? Features(string? path, string name)
    {
        if (path is null) return null;
        var array = ArrayFile.ReadMatrix(path, name);
        return new FeatureSet(array.ToSingles(), (int)array.Shape[0], (int)array.Shape[1], name: name);
    }

    private static (FeatureSet First, FeatureSet Second)? Pair(IReadOnlyList<string> paths, string name) => paths.Count switch
    {
        0 => null,
        2 => (Features(paths[0], $"{name} 1")!, Features(paths[1], $"{name} 2")!),
        _ => throw new RequestException($"{name} come in pairs", $"got {paths.Count} {(paths.Count == 1 ? "file" : "files")}", "give two files, row by row of the same samples"),
    };

    private static AuditViews? Beside(AuditViews? views, IReadOnlyList<string> paths, string name)
    {
        if (Pair(paths, name) is not { } pair) return null;
        return views is null ? throw Lonely(name) : views with { First = pair.First, Second = pair.Second };
    }

    private AuditViews WithParameters((FeatureSet First, FeatureSet Second) pair)
    {
        if (Parameters.Count == 0) return new AuditViews(pair.First, pair.Second, [], [], []);
        if (Parameters.Count != 2) throw new RequestException("parameters come in pairs", $"got {Parameters.Count} file", "give one file for each view");
        var (names, first) = Table(Parameters[0], pair.First.Rows);
        var (others, second) = Table(Parameters[1], pair.Second.Rows);
        if (!names.SequenceEqual(others)) throw new RequestException("the parameters of the two views differ in name", $"{string.Join(",", names)} and {string.Join(",", others)}", "give both files the same header");
        return new AuditViews(pair.First, pair.Second, names, first, second);
    }

    private static (string[] Names, double[] Values) Table(string path, int rows)
    {
        if (!File.Exists(path)) throw new RequestException($"cannot read parameters '{path}'", "there is no such file", "check the path");
        if (!path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)) throw new RequestException($"cannot read parameters '{path}'", $"its ending is '{Path.GetExtension(path)}'", "give a CSV file whose first line names the parameters");
        string[] names = [.. File.ReadLines(path).First().Split(',', StringSplitOptions.TrimEntries)];
        var array = ArrayFile.ReadMatrix(path, "the parameters");
        if (array.Shape[0] != rows || array.Shape[1] != names.Length) throw new RequestException("parameters and views differ in length", $"'{path}' has shape {array.ShapeText}, the view {rows} rows", "write a header of names, then one line for each row of the view");
        return (names, array.ToDoubles());
    }

    private static bool[] ReadSplit(string path, int rows)
    {
        var values = ArrayFile.ReadLabels(path, rows);
        var bad = Array.FindIndex(values, v => v is not (0 or 1));
        return bad < 0 ? Array.ConvertAll(values, v => v == 1) : throw new RequestException("the split must be of 0 and 1", $"'{path}' has {values[bad]} in row {bad}", "give 0 for training rows and 1 for held-out rows");
    }

    private static RequestException Lonely(string what) => new($"{what} need the views of the features", "got no --views", "give --views a.npy b.npy of the same samples");
}
