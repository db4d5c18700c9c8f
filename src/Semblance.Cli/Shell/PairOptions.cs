using System.CommandLine;
using Semblance.Insight.Pairing;

namespace Semblance.Cli.Shell;

/// <summary>The options by which verbs are told which samples belong together.</summary>
internal sealed class PairOptions
{
    private readonly Option<string[]> _views = Flags.Texts("--views", "Row-aligned views of the same samples, [rows, dim] each.", "A.npy B.npy", 1, 64);
    private readonly Option<string?> _x = Flags.OptionalText("--x", "Samples, [rows, dim], related by --pairs or --graph.", "X.npy");
    private readonly Option<string?> _pairs = Flags.OptionalText("--pairs", "Pairs of rows of --x that belong together: two columns of row numbers from 0 and an optional weight.", "PAIRS.csv");
    private readonly Option<string?> _graph = Flags.OptionalText("--graph", "A relation of the rows of --x: knn:10, mutual-knn:10, rbf:WIDTH, labels:Y.npy, edges:EDGES.csv.", "GRAPH");
    private readonly Option<string?> _graphOnly = Flags.OptionalText("--graph-only", "Edges of a graph whose nodes have no features: two columns of node numbers from 0 and an optional weight.", "EDGES.csv");
    private readonly Option<int?> _nodes = Flags.OptionalInteger("--nodes", "Nodes of --graph-only. Default: the largest number in the file and one.", 1, int.MaxValue);
    private readonly Option<string> _normalise = Flags.Text("--normalise", "Scaling of a graph's weights: none, unit-degree, symmetric, doubly-stochastic.", "none");
    private readonly Option<string?> _data = Flags.OptionalText("--data", "A data set whose augmentations make the views.", "D");
    private readonly Option<string> _augment = Flags.Text("--augment", "Augmentations of --data: a preset or a YAML file; synthetic data: none.", "simclr-small");
    private readonly Option<string> _pairing = Flags.Text("--pairing", "How samples of --data are paired: augmentation, same-label, list:FILE, own; synthetic data: own.", "augmentation");
    private readonly Option<int> _viewsPerSample = Flags.Integer("--views-per-sample", "Views drawn of each sample of --data in each pass.", 2, 1, 64);
    private readonly Option<int> _passes = Flags.Integer("--passes", "Passes over --data, each with new views.", 1, 1, 100_000);
    private readonly Option<int?> _imageSize = Flags.OptionalInteger("--image-size", "Side of the views of --data in pixels. Default: as they are.", 1, 4096);
    private readonly Option<string?> _run = Flags.OptionalText("--run", "See --data through the frozen encoder of this run.", "RUN");
    private readonly Option<string?> _labels = Flags.OptionalText("--labels", "Class of each row, from 0, -1 where unknown; --data brings its own.", "Y.npy");
    private readonly Option<string?> _root = DataOptions.Root();
    private readonly Option<int> _workers = DataOptions.Workers();

    public IReadOnlyList<Symbol> Symbols =>
        [_views, _x, _pairs, _graph, _graphOnly, _nodes, _normalise, _data, _augment, _pairing, _viewsPerSample, _passes, _imageSize, _run, _labels, _root, _workers];

    public PairRequest Request(Session session) => new()
    {
        Views = session.Get(_views)!,
        Samples = session.Get(_x),
        Pairs = session.Get(_pairs),
        Graph = session.Get(_graph),
        GraphOnly = session.Get(_graphOnly),
        Nodes = session.Get(_nodes),
        Normalisation = session.Get(_normalise)!,
        Data = session.Get(_data),
        DataRoot = session.Get(_root),
        Augment = session.Has(_augment) ? session.Get(_augment)! : DataDefaults.Augment(session.Get(_data)),
        PairSource = session.Has(_pairing) ? session.Get(_pairing)! : DataDefaults.Pairing(session.Get(_data)),
        ImageSize = session.Get(_imageSize),
        ViewsPerSample = session.Get(_viewsPerSample),
        Epochs = session.Get(_passes),
        Labels = session.Get(_labels),
        Run = session.Get(_run),
        Seed = session.Seed,
        Workers = session.Get(_workers),
    };
}
