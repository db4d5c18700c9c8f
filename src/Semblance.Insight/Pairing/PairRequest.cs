namespace Semblance.Insight.Pairing;

/// <summary>Which samples belong together, in one of the forms that the command line takes.</summary>
/// <remarks>Exactly one of: <see cref="Views"/>; <see cref="Samples"/> with <see cref="Pairs"/> or <see cref="Graph"/>; <see cref="GraphOnly"/>; <see cref="Data"/>.</remarks>
public sealed record PairRequest
{
    /// <summary>Files of row-aligned views, [n, d] each, at least two; empty for none.</summary>
    public IReadOnlyList<string> Views { get; init; } = [];

    /// <summary>File of samples, [n, d].</summary>
    public string? Samples { get; init; }

    /// <summary>CSV of pairs of rows of <see cref="Samples"/>, with an optional weight.</summary>
    public string? Pairs { get; init; }

    /// <summary>A relation of the rows of <see cref="Samples"/>: <c>knn:10</c>, <c>mutual-knn:10</c>, <c>rbf:WIDTH</c>, <c>labels:FILE</c>, <c>edges:FILE</c>.</summary>
    public string? Graph { get; init; }

    /// <summary>CSV of edges, for a free embedding of its nodes.</summary>
    public string? GraphOnly { get; init; }

    /// <summary>Number of nodes of <see cref="GraphOnly"/>; null for the largest number in the file plus one.</summary>
    public int? Nodes { get; init; }

    /// <summary>Scaling of the graph's weights: <c>none</c>, <c>unit-degree</c>, <c>symmetric</c>, <c>doubly-stochastic</c>. Default none.</summary>
    public string Normalisation { get; init; } = "none";

    /// <summary>Name of a data set whose augmentations make the views.</summary>
    public string? Data { get; init; }

    /// <summary>A folder to look for data sets in first.</summary>
    public string? DataRoot { get; init; }

    /// <summary>Augmentations, a preset or a YAML file. Default simclr-small.</summary>
    public string Augment { get; init; } = "simclr-small";

    /// <summary>How samples of <see cref="Data"/> are paired: augmentation, same-label, list:FILE, own. Default augmentation.</summary>
    public string PairSource { get; init; } = "augmentation";

    /// <summary>Side of the views of <see cref="Data"/> in pixels; null for their own size.</summary>
    public int? ImageSize { get; init; }

    /// <summary>Views drawn of each sample in each pass, at least 2. Default 2.</summary>
    public int ViewsPerSample { get; init; } = 2;

    /// <summary>Passes over <see cref="Data"/>, each with new views. Default 1.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>Labels of the rows, -1 for unknown; null for none. <see cref="Data"/> brings its own.</summary>
    public string? Labels { get; init; }

    /// <summary>A run folder whose encoder, frozen, turns the views of <see cref="Data"/> into features; null for the samples' own columns.</summary>
    public string? Run { get; init; }

    /// <summary>An untrained encoder, <c>cnn</c>, that turns the views of <see cref="Data"/> into random convolutional features; null for the samples' own columns.</summary>
    public string? Encoder { get; init; }

    /// <summary>Seed of views and draws. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Threads that make views. Default 1.</summary>
    public int Workers { get; init; } = 1;
}
