using System.Globalization;
using Semblance.Errors;
using Semblance.Options;

namespace Semblance.Pairs.Designs;

/// <summary>Groups of classes as labels; the classes themselves become the factor <c>fine</c>, which labels no longer tell.</summary>
internal sealed class CoarseData : DesignedData
{
    internal static readonly DesignKind Kind = new(
        "coarse",
        "labels become groups of classes; the classes themselves are kept as factor 'fine'",
        "Xue et al. 2023, section 4.1: superclasses of CIFAR-100, vehicles and animals of CIFAR-10",
        typeof(CoarseOptions),
        (options, data, place) => new CoarseData((CoarseOptions)options, data, place));

    private static readonly string[] Superclasses =
    [
        "aquatic mammals", "fish", "flowers", "food containers", "fruit and vegetables", "household electrical devices", "household furniture", "insects", "large carnivores",
        "large man-made outdoor things", "large natural outdoor scenes", "large omnivores and herbivores", "medium-sized mammals", "non-insect invertebrates", "people", "reptiles",
        "small mammals", "trees", "vehicles 1", "vehicles 2",
    ];

    private readonly int[] _labels;

    private CoarseData(CoarseOptions options, DataSet data, DesignPlace place)
        : base(data, place)
    {
        var fine = data.Labels ?? throw new RequestException($"'{place.BaseName}' has no classes to group", "it has no labels", "give data with labels");
        var classes = Math.Max(data.ClassNames.Count, fine.Max() + 1);
        if (options.Groups is null && data.CoarseLabels is { } own)
        {
            _labels = [.. own];
            ClassNames = own.Max() < Superclasses.Length && place.BaseName == "cifar100" ? Superclasses : Numbers(own.Max() + 1);
        }
        else
        {
            var (groups, names) = options.Groups is { } text ? (Read(text, classes), null) : Usual(place.BaseName);
            _labels = Grouped(fine, groups, classes);
            ClassNames = names ?? [.. groups.Select(g => string.Join(" or ", g.Select(c => c < data.ClassNames.Count ? data.ClassNames[c] : $"class {c}")))];
        }

        Factors = [.. data.Factors, new SampleFactor("fine", fine, classes)];
    }

    public override IReadOnlyList<int> Labels => _labels;

    public override IReadOnlyList<int>? CoarseLabels => null;

    public override IReadOnlyList<string> ClassNames { get; }

    public override IReadOnlyList<SampleFactor> Factors { get; }

    private static (int[][] Groups, string[] Names) Usual(string name) => name switch
    {
        "fashion-mnist" => ([[0, 2, 4, 6], [5, 7, 9], [1, 3, 8]], ["tops", "shoes", "other"]),
        "mnist" => ([[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]], ["below 5", "5 and above"]),
        "cifar10" => ([[0, 1, 8, 9], [2, 3, 4, 5, 6, 7]], ["vehicle", "animal"]),
        _ => throw new RequestException($"no groups of the classes of '{name}' are known", "design 'coarse' has no option groups", "give them: coarse:groups=0-2-4/1-3"),
    };

    private static int[][] Read(string text, int classes)
    {
        var groups = text.Split('/').Select(g => g.Split('-').Select(Number).ToArray()).ToArray();
        var all = groups.SelectMany(g => g).ToList();
        if (groups.Length >= 2 && all.Distinct().Count() == all.Count && all.Count == classes && all.All(c => c >= 0 && c < classes)) return groups;
        throw new RequestException("option 'groups' of design 'coarse' does not fit the data", $"got '{text}' for {classes} classes", $"name every class from 0 to {classes - 1} once, in two groups or more, as in 0-2-4/1-3");

        int Number(string word) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
    }

    private static int[] Grouped(IReadOnlyList<int> fine, int[][] groups, int classes)
    {
        var map = new int[classes];
        for (var g = 0; g < groups.Length; g++)
        {
            foreach (var c in groups[g]) map[c] = g;
        }

        return [.. fine.Select(c => c < 0 ? c : map[c])];
    }

    private static string[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    internal sealed record CoarseOptions
    {
        [Option("groups", "Groups of class numbers, as in 0-2-4/1-3. Default: the usual ones of the data set.")]
        public string? Groups { get; init; }
    }
}
