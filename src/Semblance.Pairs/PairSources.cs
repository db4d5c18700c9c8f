using Semblance.Errors;
using Semblance.Pairs.Sources;

namespace Semblance.Pairs;

/// <summary>The known ways in which samples belong together.</summary>
public static class PairSources
{
    private const string ListPrefix = "list:";

    /// <summary>Names to choose by.</summary>
    public static IReadOnlyList<string> Names { get; } = ["augmentation", "same-label", "list:FILE", "own"];

    /// <summary>A pair source by name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="data">The data set.</param>
    /// <exception cref="RequestException">An unknown name, no labels, a bad list.</exception>
    public static IPairSource Named(string name, DataSet data) => name switch
    {
        "augmentation" => Augmentation(data),
        "same-label" => SameLabel(data),
        "own" => Own(data),
        _ when name.StartsWith(ListPrefix, StringComparison.Ordinal) => PairList(name[ListPrefix.Length..], data),
        _ => throw Suggestion.Unknown("pair source", name, Names),
    };

    /// <summary>All views of a row show the same sample.</summary>
    /// <param name="data">The data set.</param>
    public static IPairSource Augmentation(DataSet data) => new AugmentationPairs(data.Count);

    /// <summary>The first view shows the sample, the others show random samples of its class.</summary>
    /// <param name="data">The data set, with labels.</param>
    /// <exception cref="RequestException">The data have no labels.</exception>
    public static IPairSource SameLabel(DataSet data) => new SameLabelPairs(data.Labels ?? throw new RequestException(
        $"same-label pairs need labels, and '{data.Name}' has none", "no labels", "use augmentation pairs or give a labels file"));

    /// <summary>The pairs that come with the data: of synthetic data, the stored views of one natural sample; of several arrays (<c>npy:A.npy,B.npy</c>), the rows of one number.</summary>
    /// <param name="data">The data set.</param>
    /// <exception cref="RequestException">The data come without pairs.</exception>
    public static IPairSource Own(DataSet data) => data.OwnPairs ?? throw new RequestException(
        $"'{data.Name}' comes without pairs of its own", "pairs 'own' were asked for", "use augmentation pairs; of synthetic data with views=1 store two views or more, of arrays give npy:A.npy,B.npy");

    /// <summary>The user's own pairs: views show the two samples of a line in turn.</summary>
    /// <param name="file">CSV with two columns of zero-based sample numbers and an optional third with the weight; a header is optional.</param>
    /// <param name="data">The data set.</param>
    /// <remarks>Pairs are undirected: which end comes first is drawn. With unequal weights the epoch draws its rows in proportion to them.</remarks>
    /// <exception cref="RequestException">A missing file, a line that is no pair, a sample number out of range, a weight that is not positive.</exception>
    public static IPairSource PairList(string file, DataSet data) =>
        new PairList(PairListReader.Read(file, data.Count));
}
