using System.Globalization;
using System.Numerics;
using Semblance.Errors;

namespace Semblance.Pairs.Moments;

/// <summary>Takes in views of samples block by block, once, and keeps only their moments: two [d, d] matrices and a tile of rows.</summary>
/// <remarks>
/// Rows are gathered into tiles of fixed size, so that the result does not depend on how they were cut into blocks (as long as all are float32 or all float64, and
/// <see cref="ToMoments"/> is not called in between). Same rows, same order, same number of engine threads: same bits. After an error the sums hold some rows of the
/// refused block: begin anew. Algorithm: Chan, Golub, LeVeque (1979) on tiles; centring comes before every product.
/// </remarks>
public sealed unsafe class MomentAccumulator : IDisposable
{
    private const int MaxDim = 46340;
    private readonly ScatterSums _sums;
    private readonly StagedRows _staged;
    private readonly int _classes;

    /// <summary>An accumulator without rows.</summary>
    /// <param name="dim">Number of features d of a view, 1 to 46340.</param>
    /// <param name="views">Views of each sample, 2 to 64. Default 2.</param>
    /// <param name="classes">Number of classes that labels may name; 0 when there are no labels. Default 0.</param>
    /// <param name="precision">Precision of the products. Default float64.</param>
    /// <exception cref="RequestException">A number out of range.</exception>
    public MomentAccumulator(int dim, int views = 2, int classes = 0, MomentPrecision precision = MomentPrecision.Float64)
        : this(dim, views, classes, precision, fewestViews: 2)
    {
    }

    private MomentAccumulator(int dim, int views, int classes, MomentPrecision precision, int fewestViews)
    {
        if (dim is < 1 or > MaxDim) throw new RequestException("the number of features is out of range", $"got {dim}", $"give rows of 1 to {MaxDim} numbers");
        if (views < fewestViews || views > 64) throw new RequestException("moments of pairs need at least two views of each sample", $"got {views}", "give 2 to 64 views");
        if (classes < 0 || (long)classes * dim > int.MaxValue / 2)
        {
            throw new RequestException("the number of classes is out of range", $"got {classes} for {dim} features", "give 0 for no labels, or how many different labels there are");
        }

        (Dim, Views, _classes) = (dim, views, classes);
        _sums = new ScatterSums(dim, views, classes, precision);
        _staged = new StagedRows(dim, views, _sums.MaxRows);
    }

    /// <summary>Number of features, d.</summary>
    public int Dim { get; }

    /// <summary>Views of each sample, V.</summary>
    public int Views { get; }

    /// <summary>Samples taken in.</summary>
    public long Rows { get; private set; }

    /// <summary>Takes in samples whose views are one block.</summary>
    /// <param name="views">All rows of the first view, then of the second and so on, [V, rows, d].</param>
    /// <param name="weights">Weight of each sample, at least 0, [rows]; none for 1.</param>
    /// <param name="labels">Class of each sample from 0, -1 for none, [rows]; none when all are unlabelled.</param>
    /// <exception cref="RequestException">No whole rows; NaN or infinity, with its place; a weight or a label out of range.</exception>
    public void Add(ReadOnlySpan<float> views, ReadOnlySpan<double> weights = default, ReadOnlySpan<int> labels = default) => AddBlock(views, weights, labels);

    /// <inheritdoc cref="Add(ReadOnlySpan{float}, ReadOnlySpan{double}, ReadOnlySpan{int})"/>
    public void Add(ReadOnlySpan<double> views, ReadOnlySpan<double> weights = default, ReadOnlySpan<int> labels = default) => AddBlock(views, weights, labels);

    /// <summary>Takes in samples whose views are arrays of their own.</summary>
    /// <param name="views">The rows of each view, [V][rows * d]; row i of every view shows sample i.</param>
    /// <param name="weights">Weight of each sample, at least 0, [rows]; none for 1.</param>
    /// <param name="labels">Class of each sample from 0, -1 for none, [rows]; none when all are unlabelled.</param>
    /// <exception cref="RequestException">Another number of views, views of unequal size, no whole rows; NaN or infinity, with its place; a weight or a label out of range.</exception>
    public void Add(float[][] views, ReadOnlySpan<double> weights = default, ReadOnlySpan<int> labels = default) => AddArrays(views, weights, labels);

    /// <inheritdoc cref="Add(float[][], ReadOnlySpan{double}, ReadOnlySpan{int})"/>
    public void Add(double[][] views, ReadOnlySpan<double> weights = default, ReadOnlySpan<int> labels = default) => AddArrays(views, weights, labels);

    /// <summary>Takes in a batch of a loader; each view counts for the class of the sample it shows.</summary>
    /// <param name="batch">A batch with V views.</param>
    /// <param name="labels">Class of every sample of the data set, [samples]; null for none.</param>
    /// <exception cref="RequestException">As for the other ways to add.</exception>
    public void Add(ViewBatch batch, IReadOnlyList<int>? labels = null)
    {
        var marks = new int[labels is null ? 0 : Views * batch.Count];
        for (var i = 0; i < marks.Length; i++) marks[i] = labels![batch.IndicesOf(i / batch.Count)[i % batch.Count]];
        CheckLabels(marks);
        fixed (int* first = marks)
        {
            var start = (nint)first;
            CheckRows(batch.View(0).Length, 0);
            Add<float>(new ViewTile(
                [.. Enumerable.Range(0, Views).Select(batch.Address)],
                batch.Count,
                0,
                labels is null ? null : [.. Enumerable.Range(0, Views).Select(v => start + (v * batch.Count * sizeof(int)))]));
        }
    }

    /// <summary>The moments of all samples so far. Taking in more afterwards is allowed.</summary>
    /// <exception cref="RequestException">There are no samples, or all have weight zero.</exception>
    public PairMoments ToMoments()
    {
        Flush();
        if (_sums.Weight == 0) throw new RequestException("there are no moments of nothing", $"{Rows} rows of total weight 0", "add rows with a weight above 0");
        return _sums.ToMoments();
    }

    /// <summary>Multiplications and additions in the triangles of so many samples' products, all else left out: for rates.</summary>
    /// <param name="rows">Number of samples.</param>
    /// <param name="dim">Number of features.</param>
    /// <param name="views">Views of each sample.</param>
    public static double Operations(long rows, int dim, int views) => (double)rows * views * dim * (dim + 1);

    /// <summary>Frees the tile.</summary>
    public void Dispose() => _sums.Dispose();

    /// <summary>For the total covariance of rows that have no second view; the cross-view covariance is zero.</summary>
    internal static MomentAccumulator OfRows(int dim, int classes, MomentPrecision precision) => new(dim, 1, classes, precision, fewestViews: 1);

    private void AddBlock<T>(ReadOnlySpan<T> views, ReadOnlySpan<double> weights, ReadOnlySpan<int> labels)
        where T : unmanaged, INumber<T>
    {
        if (views.Length % Views != 0) throw Shape($"a block of {views.Length} numbers for {Views} views");
        var rows = CheckRows(views.Length / Views, 0);
        fixed (T* first = views)
        {
            var start = (nint)first;
            AddMarked<T>([.. Enumerable.Range(0, Views).Select(v => start + (nint)((long)v * rows * Dim * sizeof(T)))], rows, weights, labels);
        }
    }

    private void AddArrays<T>(T[][] views, ReadOnlySpan<double> weights, ReadOnlySpan<int> labels)
        where T : unmanaged, INumber<T>
    {
        if (views.Length != Views) throw Shape($"{views.Length} views where the moments are of {Views}");
        var rows = 0;
        for (var v = 0; v < Views; v++)
        {
            rows = CheckRows(views[v].Length, v);
            if (views[v].Length != views[0].Length) throw Shape($"view 1 has {views[0].Length / Dim} rows, view {v + 1} has {rows}");
        }

        var pins = Array.ConvertAll(views, v => v.AsMemory().Pin());
        try
        {
            AddMarked<T>(Array.ConvertAll(pins, p => (nint)p.Pointer), rows, weights, labels);
        }
        finally
        {
            foreach (var pin in pins) pin.Dispose();
        }
    }

    private void AddMarked<T>(nint[] views, int rows, ReadOnlySpan<double> weights, ReadOnlySpan<int> labels)
        where T : unmanaged, INumber<T>
    {
        if (!weights.IsEmpty && weights.Length != rows) throw Shape($"{weights.Length} weights for {rows} rows");
        if (!labels.IsEmpty && labels.Length != rows) throw Shape($"{labels.Length} labels for {rows} rows");
        CheckWeights(weights);
        CheckLabels(labels);
        fixed (double* weight = weights)
        fixed (int* label = labels)
        {
            var mark = (nint)label;
            Add<T>(new ViewTile(views, rows, (nint)weight, labels.IsEmpty ? null : [.. Enumerable.Repeat(mark, Views)]));
        }
    }

    private void Add<T>(ViewTile block)
        where T : unmanaged, INumber<T>
    {
        if (!_staged.Takes<T>()) Flush();
        for (var start = 0; start < block.Rows;)
        {
            var isWhole = _staged.Count == 0 && block.Rows - start >= _sums.MaxRows;
            var part = block.Part(start, Math.Min(_staged.Free, block.Rows - start), Dim, sizeof(T));
            if (isWhole)
            {
                Take<T>(part);
            }
            else
            {
                CheckFinite<T>(part);
                _staged.Add<T>(part);
                if (_staged.Free == 0) _staged.Flush<T>(Take<T>);
            }

            start += part.Rows;
            Rows += part.Rows;
        }
    }

    private void Flush()
    {
        if (_staged.Count == 0) return;
        if (_staged.Takes<float>()) _staged.Flush<float>(Take<float>);
        else _staged.Flush<double>(Take<double>);
    }

    private void Take<T>(ViewTile tile)
        where T : unmanaged, INumber<T>
    {
        if (_sums.Add<T>(tile)) return;
        CheckFinite<T>(tile);
        throw new RequestException("the rows cannot be summed", "their sum is beyond the range of float64", "scale the features");
    }

    private void CheckFinite<T>(ViewTile tile)
        where T : unmanaged, INumber<T>
    {
        for (var v = 0; v < Views; v++)
        {
            var values = (T*)tile.Views[v];
            var bad = TileKernels.FirstNotFinite(values, (long)tile.Rows * Dim);
            if (bad < 0) continue;
            throw new RequestException(
                $"view {v + 1} holds a number that is not finite",
                string.Create(CultureInfo.InvariantCulture, $"row {Rows + (bad / Dim)}, column {bad % Dim} is {double.CreateTruncating(values[bad])}"),
                "remove the sample from every view or repair what made it");
        }
    }

    private int CheckRows(int numbers, int view) =>
        numbers % Dim == 0 ? numbers / Dim : throw Shape($"view {view + 1} has {numbers} numbers, which are no whole rows of {Dim}");

    private void CheckLabels(ReadOnlySpan<int> labels)
    {
        var bad = labels.IndexOfAnyExceptInRange(-1, _classes - 1);
        if (bad < 0) return;
        throw new RequestException(
            "a label is out of range",
            $"row {Rows + bad} has label {labels[bad]}, and there are {_classes} classes",
            _classes == 0 ? "say how many classes there are when making the accumulator" : $"give 0 to {_classes - 1}, or -1 for none");
    }

    private void CheckWeights(ReadOnlySpan<double> weights)
    {
        for (var i = 0; i < weights.Length; i++)
        {
            if (double.IsFinite(weights[i]) && weights[i] >= 0) continue;
            throw new RequestException("a weight is out of range", string.Create(CultureInfo.InvariantCulture, $"row {Rows + i} has weight {weights[i]}"), "give numbers of at least 0");
        }
    }

    private static RequestException Shape(string seen) => new("the views do not fit together", seen, "give every view of a sample as one row of the same number of features");
}
