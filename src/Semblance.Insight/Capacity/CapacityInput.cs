using Semblance.Errors;
using Semblance.Insight.Pairing;
using Semblance.Pairs;

namespace Semblance.Insight.Capacity;

/// <summary>Pairs in two parts: one to learn from, one held out. A fifth of the samples, chosen by their number, is held out.</summary>
internal abstract class CapacityInput : IDisposable
{
    private const int Parts = 5, Fewest = 20;

    internal abstract string Description { get; }

    /// <summary>Shape of a view.</summary>
    internal abstract SampleShape Shape { get; }

    /// <summary>Classes that labels may name; 0 without labels.</summary>
    internal abstract int Classes { get; }

    /// <summary>Samples of a part.</summary>
    internal abstract int Count(bool heldOut);

    /// <summary>A pass over a part with views drawn anew for each epoch.</summary>
    /// <param name="heldOut">Which part.</param>
    /// <param name="batch">Samples at a time.</param>
    /// <param name="epoch">The pass.</param>
    /// <param name="isShuffled">Whether in a random order without a last part of a batch.</param>
    internal abstract IEnumerable<PairChunk> Chunks(bool heldOut, int batch, int epoch, bool isShuffled);

    /// <summary>Reads what a request names: a data set or row-aligned views.</summary>
    /// <exception cref="RequestException">Another kind of pairs, too few samples, files that cannot be read.</exception>
    internal static CapacityInput Open(PairRequest request)
    {
        if (request.Samples is not null || request.GraphOnly is not null) throw new RequestException("the capacity probe holds samples out, and a relation of all rows ties them together", $"got {(request.Samples is null ? "--graph-only" : "--x")}", "give --data npy:X.npy --pairing list:PAIRS.csv, or --views A.npy B.npy");
        if (request.Data is null && request.Views.Count == 0) throw new RequestException("there is nothing to probe with", "no data were given", "give --data D, or --views A.npy B.npy; `semblance datasets` lists data sets");
        if (request.Data is not null && request.Views.Count > 0) throw new RequestException("there must be one kind of pairs", "got --data and --views", "give one of them");
        CapacityInput input = request.Data is null ? ArrayPairs.Open(request) : DataPairs.Open(request);
        if (input.Count(true) >= Fewest) return input;
        var seen = input.Count(true) + input.Count(false);
        input.Dispose();
        throw new RequestException("there are too few samples to hold some out", $"got {seen}", $"give at least {Fewest * Parts}");
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>Sample numbers of a part, ascending.</summary>
    private protected static int[] PartOf(int count, bool heldOut) => [.. Enumerable.Range(0, count).Where(i => PairInput.FoldOf(i, Parts) == 0 == heldOut)];
}
