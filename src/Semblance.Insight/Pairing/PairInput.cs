using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Objectives.Spectral.Features;
using Semblance.Objectives.Spectral.Solving;
using Semblance.Pairs.Moments;
using Semblance.Pairs.Relations;
using Semblance.Tensors;

namespace Semblance.Insight.Pairing;

/// <summary>Pairs as a user gave them, ready to be turned into moments of any features.</summary>
public abstract class PairInput : IDisposable
{
    /// <summary>What it is, for people: <c>2 views of 1000 rows</c>.</summary>
    public abstract string Description { get; }

    /// <summary>Columns of a sample before any feature map.</summary>
    public abstract int Dim { get; }

    /// <summary>Number of rows that can have a label: samples, rows of --x, nodes.</summary>
    public abstract int Count { get; }

    /// <summary>Class of each row, from 0, negative where unknown, [<see cref="Count"/>]; null without labels.</summary>
    public abstract IReadOnlyList<int>? Labels { get; }

    /// <summary>The relation of the rows; null where views or a data set say what belongs together.</summary>
    public abstract Relation? Relation { get; }

    /// <summary>Reads what a request names.</summary>
    /// <param name="request">Exactly one form of input.</param>
    /// <exception cref="RequestException">None or several forms, files that cannot be read or do not fit together, an unknown graph or data set.</exception>
    public static PairInput Open(PairRequest request)
    {
        if (request.Samples is null && (request.Pairs ?? request.Graph) is not null) throw new RequestException("pairs and graphs relate the rows of samples", $"got {(request.Pairs is null ? "--graph" : "--pairs")} without --x", "add --x X.npy, or use --graph-only for a graph without features");
        var forms = new List<string>();
        if (request.Views.Count > 0) forms.Add("--views");
        if (request.Samples is not null) forms.Add("--x");
        if (request.GraphOnly is not null) forms.Add("--graph-only");
        if (request.Data is not null) forms.Add("--data");
        if (forms.Count != 1)
        {
            throw new RequestException(
                "there must be one kind of pairs",
                forms.Count == 0 ? "none was given" : $"got {string.Join(" and ", forms)}",
                "give --views A.npy B.npy, or --x X.npy with --pairs or --graph, or --graph-only EDGES.csv, or --data D with --augment");
        }

        if (request.Run is not null && request.Encoder is not null) throw new RequestException("samples are seen through one encoder", $"got --run {request.Run} and --encoder {request.Encoder}", "give one of them");
        if (request.Data is null && request.Encoder is not null) throw new RequestException("an untrained encoder needs images", "got --encoder without --data", "add --data");
        if (request.Data is null && request.Run is not null) throw new RequestException("a run's encoder needs images", "got --run without --data", "add --data, or embed first and give --views or --x");
        return request switch
        {
            { Views.Count: > 0 } => (PairInput?)StoredViewInput.OpenIfLarge(request) ?? ViewInput.Open(request),
            { Samples: not null } => RelatedInput.Open(request),
            { GraphOnly: not null } => GraphInput.Open(request),
            _ => DataInput.Open(request),
        };
    }

    /// <summary>Share of pairs of two samples that lie within a class, and what it would be by chance; null without labels, where every pair shows one sample, or where <see cref="Relation"/> tells.</summary>
    internal virtual (double Within, double Chance)? Homophily => null;

    /// <summary>Whether the pairs can be passed over block by block, any number of times.</summary>
    internal virtual bool IsStreamed => false;

    /// <summary>Moments of features of the pairs.</summary>
    /// <param name="map">The features.</param>
    /// <param name="progress">Told units done and in all; null for nobody.</param>
    /// <param name="cancellation">Stops the pass.</param>
    /// <exception cref="RequestException">NaN or infinity; a graph without features.</exception>
    public abstract PairMoments Moments(IFeatureMap map, Action<long, long>? progress = null, CancellationToken cancellation = default);

    /// <summary>Times every sample is seen, each with new views.</summary>
    public virtual int Repeats => 1;

    /// <summary>Moments of disjoint random parts of the samples, for checks on samples not looked at before; empty where samples are tied to each other by a relation.</summary>
    /// <param name="map">The features.</param>
    /// <param name="folds">Number of parts, at least 2.</param>
    /// <param name="progress">Told units done and in all; null for nobody.</param>
    /// <param name="cancellation">Stops the pass.</param>
    /// <exception cref="RequestException">NaN or infinity; too few samples.</exception>
    public virtual IReadOnlyList<PairMoments> Folds(IFeatureMap map, int folds, Action<long, long>? progress = null, CancellationToken cancellation = default) => [];

    /// <summary>Samples to take landmarks from, [n, d].</summary>
    /// <param name="count">How many are needed at least; null for all.</param>
    public abstract Matrix Landmarks(int? count);

    /// <summary>Features of rows as they are: without augmentation, the first one of row-aligned views, through an encoder where one was named; [rows, <see cref="Dim"/>].</summary>
    /// <param name="rows">Row numbers, ascending, below <see cref="Count"/>.</param>
    /// <param name="cancellation">Stops the pass.</param>
    /// <exception cref="RequestException">A graph without features.</exception>
    public abstract Matrix Rows(IReadOnlyList<int> rows, CancellationToken cancellation = default);

    /// <summary>Embeds the rows: all views stacked (view v of row n is row v * rows + n), all samples of --x, or all samples of a data set without augmentation.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="cancellation">Stops the pass.</param>
    public abstract Matrix Embed(SpectralEncoder encoder, CancellationToken cancellation = default);

    /// <summary>Moments of the embedded pairs, for a certificate from rows; null where that would need a second pass over data drawn anew.</summary>
    /// <param name="encoder">The encoder.</param>
    public abstract PairMoments? EmbeddedMoments(SpectralEncoder encoder);

    /// <summary>One pass over the pairs: numbers of the samples, [rows], and the rows of every view, [rows, <see cref="Dim"/>] each, float32 or float64; the same views in every pass.</summary>
    /// <param name="take">Given each block; its tensors are freed afterwards.</param>
    /// <param name="progress">Told units done and in all; null for nobody.</param>
    /// <param name="cancellation">Stops the pass.</param>
    internal virtual void ForEachBlock(Action<int[], Tensor[]> take, Action<long, long>? progress = null, CancellationToken cancellation = default) =>
        throw new InvalidOperationException($"{Description} cannot be passed over in blocks");

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The part a sample belongs to, random but the same for every sample's own number, in [0, folds).</summary>
    internal static int FoldOf(int sample, int folds)
    {
        // The finaliser of splitmix64 (Steele, Lea, Flood 2014): rows in the order of their classes still fall into all parts alike.
        var bits = (ulong)sample + 0x9E3779B97F4A7C15UL;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9UL;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBUL;
        return (int)((bits ^ (bits >> 31)) % (ulong)folds);
    }

    /// <summary>Lets go of files and memory.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
