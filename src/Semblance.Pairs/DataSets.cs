using Semblance.Errors;
using Semblance.Pairs.Data;
using Semblance.Pairs.Designs;
using Semblance.Pairs.Synthetic;

namespace Semblance.Pairs;

/// <summary>Opens data sets by name.</summary>
public static class DataSets
{
    private const string SplitMark = "{split}";

    private static readonly string[] Prefixes = ["folder:DIR", "npy:FILE", "csv:FILE"];

    /// <summary>The known data sets with the folders that are searched without a data root.</summary>
    public static IReadOnlyList<DataSetDescription> Known => Describe(null);

    /// <summary>The known data sets.</summary>
    /// <param name="dataRoot">A folder to look in before all others; null for none.</param>
    public static IReadOnlyList<DataSetDescription> Describe(string? dataRoot) =>
    [
        .. DataCatalog.All.Select(s => Description(s, dataRoot)),
        new("folder:DIR", "JPEG, PNG or WebP pictures; sub-folders are classes, train/ and test/ are splits", [], "give the folder", null),
        new("npy:FILE", "rows or images of a NumPy array, float32, float64 or uint8; npy:A,B for row-aligned views, paired by --pairs own", [], "give the file", null),
        new("csv:FILE", "numeric columns with a header; a column 'label' is the class", [], "give the file", null),
        .. SyntheticCatalog.Known.Select(k => new DataSetDescription(
            SyntheticCatalog.Prefix + k.Name, k.Meaning, [], $"drawn when opened; options {string.Join(", ", k.Options.Select(o => o.Name))}", null) { IsDrawn = true }),
        .. DesignCatalog.Known.Select(k => new DataSetDescription(
            $"D+{k.Name}", $"on data D: {k.Meaning}", [], $"put after the name of any data set; options {string.Join(", ", k.Options.Select(o => o.Name))}", null) { IsDrawn = true }),
    ];

    /// <summary>Opens a data set.</summary>
    /// <param name="request">What to open and how.</param>
    /// <exception cref="RequestException">An unknown name, a path that does not exist, an option out of range, an array of the wrong kind.</exception>
    /// <exception cref="RunException">The data are not there, or damaged.</exception>
    public static DataSet Open(DataRequest request)
    {
        Check(request);
        var (baseName, designs) = DesignCatalog.Split(request.Name);
        if (designs.Count > 0) return DesignCatalog.Apply(Open(request with { Name = baseName }), baseName, designs, request.Split);
        if (IsSynthetic(request)) return SyntheticCatalog.Open(request.Name, request.Split);
        if (OpenPath(request) is { } data) return data;
        var name = request.Name.StartsWith(CelebAReader.Name + ":", StringComparison.Ordinal) ? CelebAReader.Name : request.Name;
        var set = DataCatalog.All.FirstOrDefault(s => s.Name == name)
            ?? throw Suggestion.Unknown("data set", request.Name, [.. DataCatalog.All.Select(s => s.Name), .. Prefixes, .. SyntheticCatalog.All.Select(k => SyntheticCatalog.Prefix + k.Name)], "semblance datasets");
        var folders = DataPlaces.Folders(set.Name, request.DataRoot);
        var files = set.Files(request.Split);
        var folder = DataPlaces.Find(folders, files) ?? throw DataPlaces.Missing(set.Name, folders, files, set.HowToGet);
        return set.Read(set, [.. files.Select(f => DataPlaces.Resolve(folder, f)!)], request);
    }

    /// <summary>Whether a data set has the given part: the named and the synthetic ones have both, a folder has a test part in test/ or val/, a file where its path holds <c>{split}</c>.</summary>
    /// <param name="request">What would be opened.</param>
    public static bool HasSplit(DataRequest request)
    {
        var path = PathOf(request);
        return path is null || request.Split == Split.Train || path.Contains(SplitMark, StringComparison.Ordinal)
            || (request.Name.StartsWith("folder:", StringComparison.Ordinal) && FolderFiles.HasTest(path));
    }

    /// <summary>A path with <c>{split}</c> replaced by train or test.</summary>
    internal static string? InSplit(string? path, Split split) =>
        path?.Replace(SplitMark, split == Split.Train ? "train" : "test", StringComparison.Ordinal);

    private static bool IsSynthetic(DataRequest request) => request.Name.StartsWith(SyntheticCatalog.Prefix, StringComparison.Ordinal);

    private static DataSet? OpenPath(DataRequest request)
    {
        if (PathOf(request) is not { } path) return null;
        var file = InSplit(path, request.Split)!;
        if (request.Name.StartsWith("folder:", StringComparison.Ordinal))
        {
            var part = file == path ? request.Split : Split.Train;
            return new FolderImages(request.Name, FolderFiles.List(file, part), request);
        }

        if (!HasSplit(request))
        {
            throw new RequestException(
                $"'{request.Name}' has no part for testing", "one file holds all of it", "write {split} in its path, or name another file for testing");
        }

        return request.Name.StartsWith("npy:", StringComparison.Ordinal)
            ? NpyData.Open(request.Name, file, request)
            : CsvData.Open(request.Name, file, request);
    }

    private static string? PathOf(DataRequest request)
    {
        var name = DesignCatalog.Split(request.Name).BaseName;
        var prefix = Prefixes.Select(p => p[..(p.IndexOf(':') + 1)]).FirstOrDefault(p => name.StartsWith(p, StringComparison.Ordinal));
        return prefix is null ? null : name[prefix.Length..];
    }

    private static DataSetDescription Description(NamedDataSet set, string? root)
    {
        var folders = DataPlaces.Folders(set.Name, root);
        return new(set.Name, set.Meaning, folders, set.HowToGet, DataPlaces.Find(folders, set.Files(Split.Train)));
    }

    private static void Check(DataRequest request)
    {
        if (request.Channels is not (null or 1 or 3)) throw new RequestException("bad number of channels", $"got {request.Channels}", "give 1 or 3");
        if (request.ImageSize is < 8 or > 1024) throw new RequestException("bad image size", $"got {request.ImageSize}", "give 8 to 1024 pixels");
        if (request.MaxCorruptShare is >= 0 and <= 1) return;
        throw new RequestException(
            "bad share of corrupt images", FormattableString.Invariant($"got {request.MaxCorruptShare}"), "give a number from 0 to 1");
    }
}
