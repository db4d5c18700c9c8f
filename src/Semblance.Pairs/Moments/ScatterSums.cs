using System.Buffers;
using System.Numerics;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Pairs.Moments;

/// <summary>Running sums behind <see cref="PairMoments"/>: tile by tile, each centred on its own mean and merged as Chan, Golub and LeVeque (1979) merge two samples.</summary>
/// <remarks>
/// With y_0 = sum_v (x_v - m) / sqrt(V) and V - 1 orthonormal contrasts y_1 .. of the views of a sample, A = sum w y_0 y_0' and B = sum w (y_1 y_1' + ..)
/// give Total = (A + B) / (V n) and Cross = (A - B / (V - 1)) / (V n): V symmetric updates a sample instead of V + 1 products or more, and no contrast needs a mean.
/// </remarks>
internal sealed unsafe class ScatterSums : IDisposable
{
    // Rows given to a thread at once; no result depends on it.
    private const int Piece = 64;

    private static readonly Operator UpperGram = Operator.Named("semblance::gram_triu");

    private readonly int _dim, _views, _classes;
    private readonly MomentPrecision _precision;
    private readonly double[] _common, _contrast, _mean, _classWeights, _classMeans;
    private readonly Tensor _commonRows, _contrastRows;
    private double _weight;

    internal ScatterSums(int dim, int views, int classes, MomentPrecision precision)
    {
        (_dim, _views, _classes, _precision) = (dim, views, classes, precision);
        MaxRows = (int)Math.Clamp((1L << 24) / ((long)dim * views), 64, 4096 / Math.Max(2, views - 1));
        (_common, _contrast, _mean) = (new double[dim * dim], new double[views > 1 ? dim * dim : 0], new double[dim]);
        (_classWeights, _classMeans) = (new double[classes], new double[classes * dim]);
        var type = precision == MomentPrecision.Float32 ? ElementType.Float32 : ElementType.Float64;
        _commonRows = Tensor.Empty([MaxRows, dim], type).Keep();
        _contrastRows = Tensor.Empty([(long)MaxRows * (views - 1), dim], type).Keep();
    }

    /// <summary>Most samples in one tile, so that no sum of products has more than 4096 terms.</summary>
    internal int MaxRows { get; }

    /// <summary>Sum of the weights so far.</summary>
    internal double Weight => _weight;

    /// <summary>Takes in at most <see cref="MaxRows"/> samples of finite numbers.</summary>
    /// <returns>False, and nothing is changed, when a number is not finite.</returns>
    internal bool Add<T>(ViewTile tile)
        where T : unmanaged, INumber<T>
    {
        var sums = new double[(_classes + 1) * _dim];
        var weights = new double[_classes + 1];
        Sums<T>(tile, sums, weights);
        var mean = TileMean(sums, weights, out var weight);
        if (!Array.TrueForAll(mean, double.IsFinite)) return false;
        if (weight == 0) return true;
        if (_precision == MomentPrecision.Float32) Add<T, float>(tile, mean, weight);
        else Add<T, double>(tile, mean, weight);
        for (var k = 0; k < _classes; k++) MergeClass(k, weights[k] / _views, sums.AsSpan(k * _dim, _dim));
        return true;
    }

    /// <summary>The moments so far. With one view there is no cross-view covariance: it is zero.</summary>
    internal PairMoments ToMoments()
    {
        var (total, cross) = (new Matrix(_dim, _dim), new Matrix(_dim, _dim));
        var common = 1 / (_views * _weight);
        var contrast = common / Math.Max(1, _views - 1);
        for (var i = 0; i < _dim; i++)
        {
            for (var j = i; j < _dim; j++)
            {
                var (a, b) = (_common[(i * _dim) + j], _views > 1 ? _contrast[(i * _dim) + j] : 0);
                total[i, j] = total[j, i] = (a + b) * common;
                cross[i, j] = cross[j, i] = _views > 1 ? (a * common) - (b * contrast) : 0;
            }
        }

        return new PairMoments { Dim = _dim, Views = _views, Count = _weight, Mean = [.. _mean], Total = total, Cross = cross, Labels = LabelMoments() };
    }

    public void Dispose()
    {
        _commonRows.Dispose();
        _contrastRows.Dispose();
    }

    private LabelMoments? LabelMoments()
    {
        if (_classWeights.All(w => w == 0)) return null;
        var means = new Matrix(_classes, _dim);
        for (var i = 0; i < means.Values.Length; i++)
        {
            if (_classWeights[i / _dim] > 0) means.Values[i] = _classMeans[i] - _mean[i % _dim];
        }

        return new LabelMoments([.. _classWeights], means);
    }

    /// <summary>Weighted sums of the views of each class, the last place for those without, [classes + 1, d]; threads share the columns.</summary>
    private void Sums<T>(ViewTile tile, double[] sums, double[] weights)
        where T : unmanaged, INumber<T>
    {
        var threads = Runtime.Threads;
        var width = (((_dim + threads - 1) / threads) + 15) / 16 * 16;
        InParallel((_dim + width - 1) / width, part =>
        {
            fixed (double* target = sums)
            {
                var first = part * width;
                for (var row = 0; row < tile.Rows; row++)
                {
                    for (var v = 0; v < _views; v++)
                    {
                        var label = tile.Label(v, row);
                        var place = label < 0 ? _classes : label;
                        if (part == 0) weights[place] += tile.Weight(row);
                        TileKernels.AddRow((T*)tile.Views[v] + ((long)row * _dim) + first, target + ((long)place * _dim) + first, Math.Min(width, _dim - first), tile.Weight(row));
                    }
                }
            }
        });
    }

    private double[] TileMean(double[] sums, double[] weights, out double weight)
    {
        var mean = new double[_dim];
        for (var i = 0; i < sums.Length; i++) mean[i % _dim] += sums[i];
        var all = weights.Sum();
        for (var c = 0; c < _dim; c++) mean[c] = all == 0 ? mean[c] : mean[c] / all;
        weight = all / _views;
        return mean;
    }

    private void Add<T, TTile>(ViewTile tile, double[] mean, double weight)
        where T : unmanaged, INumber<T>
        where TTile : unmanaged, INumber<TTile>
    {
        var isSame = typeof(T) == typeof(TTile);
        var shift = Array.ConvertAll(mean, m => isSame ? TTile.CreateTruncating(m) : TTile.Zero);
        fixed (TTile* common = _commonRows.Elements<TTile>(), contrasts = _contrastRows.Elements<TTile>())
        {
            var (commonAddress, contrastAddress) = ((nint)common, (nint)contrasts);
            InParallel((tile.Rows + Piece - 1) / Piece, piece =>
                Combine<T, TTile>(tile.Part(piece * Piece, Math.Min(Piece, tile.Rows - (piece * Piece)), _dim, sizeof(T)), mean, shift,
                    (TTile*)commonAddress + ((long)piece * Piece * _dim), (TTile*)contrastAddress + ((long)piece * Piece * (_views - 1) * _dim)));
        }

        // The shift is the mean rounded to the tile's precision; what it misses is taken off again.
        var missed = new double[_dim];
        for (var c = 0; isSame && c < _dim; c++) missed[c] = mean[c] - double.CreateTruncating(shift[c]);
        Merge<TTile>(tile.Rows, mean, missed, weight);
    }

    private void Combine<T, TTile>(ViewTile piece, double[] mean, TTile[] shift, TTile* common, TTile* contrasts)
        where T : unmanaged, INumber<T>
        where TTile : unmanaged, INumber<TTile>
    {
        var isSame = typeof(T) == typeof(TTile);
        var converted = ArrayPool<TTile>.Shared.Rent(isSame ? 1 : _views * _dim);
        var views = stackalloc TTile*[_views];
        var factors = stackalloc TTile[_views];
        fixed (TTile* from = shift, scratch = converted)
        fixed (double* centre = mean)
        {
            for (var row = 0; row < piece.Rows; row++)
            {
                for (var v = 0; v < _views; v++)
                {
                    var source = (T*)piece.Views[v] + ((long)row * _dim);
                    views[v] = isSame ? (TTile*)source : scratch + ((long)v * _dim);
                    if (!isSame) TileKernels.Convert(source, centre, views[v], _dim);
                    factors[v] = TTile.CreateTruncating(Math.Sqrt(piece.Weight(row) / (v == 0 ? _views : v * (v + 1.0))));
                }

                TileKernels.Combine(views, from, common + ((long)row * _dim), contrasts + ((long)row * (_views - 1) * _dim), factors, _views, _dim);
            }
        }

        ArrayPool<TTile>.Shared.Return(converted);
    }

    private void Merge<TTile>(int rows, double[] mean, double[] missed, double weight)
        where TTile : unmanaged, INumber<TTile>
    {
        var all = _weight + weight;
        var delta = new double[_dim];
        for (var c = 0; c < _dim; c++) delta[c] = mean[c] - _mean[c];
        AddProducts<TTile>(_commonRows, rows, _common, delta, _weight == 0 ? 0 : _views * _weight * weight / all, missed, -_views * weight);
        if (_views > 1) AddProducts<TTile>(_contrastRows, rows * (_views - 1), _contrast, delta, 0, missed, 0);
        for (var c = 0; c < _dim; c++) _mean[c] = _weight == 0 ? mean[c] : _mean[c] + (delta[c] * (weight / all));
        _weight = all;
    }

    /// <summary>sums += rows' rows + a delta delta' + b missed missed', upper triangle.</summary>
    private void AddProducts<TTile>(Tensor tile, int rows, double[] sums, double[] delta, double a, double[] missed, double b)
        where TTile : unmanaged, INumber<TTile>
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var upper = UpperGram.Call(tile.Narrow(0, 0, rows));
        fixed (TTile* product = upper.Elements<TTile>())
        {
            var address = (nint)product;
            InParallel((_dim + Piece - 1) / Piece, piece =>
            {
                var end = Math.Min(_dim, (piece + 1) * Piece);
                fixed (double* target = sums, right = delta, rounding = missed)
                {
                    for (var i = piece * Piece; i < end; i++)
                    {
                        var place = ((long)i * _dim) + i;
                        TileKernels.AddProducts((TTile*)address + place, target + place, right + i, a * right[i], _dim - i);
                        if (b != 0 && rounding[i] != 0) TileKernels.AddRow(rounding + i, target + place, _dim - i, b * rounding[i]);
                    }
                }
            });
        }
    }

    private void MergeClass(int label, double weight, ReadOnlySpan<double> sum)
    {
        if (weight == 0) return;
        var mean = _classMeans.AsSpan(label * _dim, _dim);
        var share = weight / (_classWeights[label] += weight);
        for (var c = 0; c < _dim; c++) mean[c] += ((sum[c] / (weight * _views)) - mean[c]) * share;
    }

    private static void InParallel(int count, Action<int> body)
    {
        if (count == 1) body(0);
        else Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Runtime.Threads }, body);
    }
}
