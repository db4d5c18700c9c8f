namespace Semblance.Pairs;

/// <summary>Which data to open and how.</summary>
public sealed record DataRequest
{
    /// <summary>Name of a known data set, or <c>folder:DIR</c>, <c>npy:FILE</c>, <c>csv:FILE</c>, <c>synthetic:NAME:option=value</c>; <c>{split}</c> in a path becomes train or test.
    /// Designs may follow: <c>fashion-mnist+coarse+bits:count=8</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Which part. Default: train.</summary>
    public Split Split { get; init; }

    /// <summary>A folder to look in before all others. Default: none.</summary>
    public string? DataRoot { get; init; }

    /// <summary>Side in pixels that images of a folder are brought to, 8 to 1024. Default 224; other data keep their own size.</summary>
    public int? ImageSize { get; init; }

    /// <summary>1 or 3 channels; 3 repeats grey, 1 turns colour to grey. Default: as stored, 3 for a folder.</summary>
    public int? Channels { get; init; }

    /// <summary>Largest share of unreadable images that is tolerated, 0 to 1. Default 0.01.</summary>
    public double MaxCorruptShare { get; init; } = 0.01;

    /// <summary>Labels of an <c>npy:</c> data set: an <c>.npy</c> of integers or a text file with one label a line. Default: none.</summary>
    public string? LabelsFile { get; init; }
}
