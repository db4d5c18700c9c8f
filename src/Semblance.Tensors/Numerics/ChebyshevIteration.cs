using System.Numerics;
using System.Runtime.CompilerServices;
using Semblance.Tensors;

namespace Semblance.Numerics;

/// <summary>One search with the Chebyshev filter.</summary>
internal sealed class ChebyshevIteration
{
    /// <summary>Vectors besides the wanted ones, at least; the block is filled up to a multiple of 8 for the vector units.</summary>
    private const int Guards = 6;

    /// <summary>Logarithm of how much more the filter may amplify the top of the spectrum than the damped part: beyond, small vectors drown in rounding.</summary>
    private const double LargestGrowth = 27;

    private const int FirstDegree = 16;
    private const int LargestDegree = 400;

    /// <summary>The damped interval ends at least this share of the spectrum below the last wanted value, so that a cluster larger than the block converges too.</summary>
    private double _guard = 1e-3;

    private readonly ProjectedOperator _a;
    private readonly SpectrumBounds _bounds;
    private readonly int _width;
    private RitzBlock _ritz;

    internal ChebyshevIteration(ProjectedOperator a)
    {
        _a = a;
        _bounds = SpectrumBounds.Of(a);
        _width = Math.Min(a.Dimensions, (a.Count + Guards + 7) / 8 * 8);
        var start = a.Orthonormal(a.RandomBlock(_width, 0));
        _ritz = RitzBlock.Of(start, a.Multiply(start));
    }

    private double Scale => Math.Max(_bounds.Scale, Math.Abs(_ritz.Values[0]));

    private double Limit => _a.Tolerance * Scale;

    internal Eigenpairs Solve()
    {
        var (cut, degree) = FirstPlan();
        while (true)
        {
            var worst = Worst(_ritz.Residuals);
            if (worst <= Limit)
            {
                var result = _a.Finish(_ritz.Values, _ritz.Vectors);
                if (Worst(result.Residuals) <= Limit) return result;
            }

            _a.CheckLimit(worst, Limit);
            Advance(Locked(worst), cut, degree);
            if (Worst(_ritz.Residuals) > 0.5 * worst) _guard = Math.Min(0.1, 2 * _guard);
            (cut, degree) = Plan();
        }
    }

    private double Worst(double[] residuals) => residuals.Take(_a.Count).Max();

    /// <summary>Leading vectors that need no more filtering; none when the search is about done, so that the last ones are made anew.</summary>
    private int Locked(double worst) => worst <= Limit ? 0 : _ritz.Residuals.Take(_a.Count).TakeWhile(r => r <= 0.3 * Limit).Count();

    private (double Cut, int Degree) FirstPlan()
    {
        var ritz = _bounds.Ritz;
        return (Inside(ritz[Math.Min(2, ritz.Length - 1)]), FirstDegree);
    }

    private (double Cut, int Degree) Plan()
    {
        var values = _ritz.Values;
        var span = values[0] - _bounds.Low;
        var cut = Inside(Math.Min(values[^1], values[_a.Count - 1] - (_guard * span)));
        var needed = 1.0;
        for (var i = 0; i < _a.Count; i++)
        {
            if (_ritz.Residuals[i] > 0.3 * Limit) needed = Math.Max(needed, Math.Log(10 * _ritz.Residuals[i] / Limit) / Rate(values[i], cut));
        }

        var most = Math.Min(LargestDegree, LargestGrowth / Rate(values[0], cut));
        return (cut, (int)Math.Ceiling(Math.Clamp(needed, 3, Math.Max(4, most))));
    }

    /// <summary>Logarithm of the filter's amplification of a value above the cut, for each degree.</summary>
    private double Rate(double value, double cut) => Math.Acosh(Math.Max(1 + 1e-9, ((2 * value) - cut - _bounds.Low) / (cut - _bounds.Low)));

    /// <summary>A cut strictly between the ends of the spectrum.</summary>
    private double Inside(double cut)
    {
        var top = Math.Max(_bounds.Ritz[0], _ritz.Values[0]);
        var span = Math.Max(top - _bounds.Low, 1e-8 * Scale);
        return Math.Clamp(cut, _bounds.Low + (0.02 * span), _bounds.Low + (0.999999 * span));
    }

    private void Advance(int locked, double cut, int degree)
    {
        using var scope = new TensorScope();
        var (done, doneImages) = (Part(_ritz.Vectors, 0, locked), Part(_ritz.Images, 0, locked));
        var rest = Part(_ritz.Vectors, locked, _width - locked)!;
        _ritz.Free();
        var filtered = _width == _a.Dimensions ? rest : Filter(rest, cut, degree);
        var active = _a.Orthonormal(filtered, done);
        filtered.Dispose();
        var images = _a.Multiply(active);
        _ritz = done is null ? RitzBlock.Of(active, images) : RitzBlock.Of(Tensor.Cat([done, active], 1), Tensor.Cat([doneImages!, images], 1));
        scope.Return(_ritz.Vectors);
        scope.Return(_ritz.Images);
    }

    private static Tensor? Part(Tensor block, int first, int count) => count == 0 ? null : block.Narrow(1, first, count).Clone().Contiguous();

    /// <summary>Applies the polynomial, scaled to be 1 at the top of the spectrum, to a block; the block is used up.</summary>
    private Tensor Filter(Tensor block, double cut, int degree)
    {
        var (half, centre) = ((cut - _bounds.Low) / 2, (cut + _bounds.Low) / 2);
        var top = half / (Math.Max(_bounds.Ritz[0], _ritz.Values[0]) - centre);
        var sigma = top;
        var (before, current, next) = (block, Tensor.Empty(block.Shape, ElementType.Float64), Tensor.Empty(block.Shape, ElementType.Float64));
        _a.MultiplyInto(before, current);
        Combine(current, before, null, sigma / half, centre, 0);
        for (var step = 2; step <= degree; step++)
        {
            var following = 1 / ((2 / top) - sigma);
            _a.MultiplyInto(current, next);
            Combine(next, current, before, 2 * following / half, centre, sigma * following);
            (before, current, next) = (current, next, before);
            sigma = following;
        }

        before.Dispose();
        next.Dispose();
        return current;
    }

    /// <summary>image = factor * (image - centre * current) - share * before, in place.</summary>
    private static unsafe void Combine(Tensor image, Tensor current, Tensor? before, double factor, double centre, double share)
    {
        const int Chunk = 1 << 14;
        var length = image.Elements<double>().Length;
        fixed (double* y = image.Elements<double>(), x = current.Elements<double>(), z = (before ?? current).Elements<double>())
        {
            var (to, from, old) = ((nint)y, (nint)x, (nint)z);
            Parallel.For(0, (length + Chunk - 1) / Chunk, c =>
            {
                var (start, count) = (c * (long)Chunk, Math.Min(Chunk, length - (c * Chunk)));
                Combine((double*)to + start, (double*)from + start, (double*)old + start, count, factor, centre, share);
            });
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Combine(double* y, double* x, double* z, int count, double factor, double centre, double share)
    {
        var (f, c, s) = (new Vector<double>(factor), new Vector<double>(-factor * centre), new Vector<double>(-share));
        var i = 0;
        for (; i + Vector<double>.Count <= count; i += Vector<double>.Count)
        {
            ((f * Vector.Load(y + i)) + (c * Vector.Load(x + i)) + (s * Vector.Load(z + i))).Store(y + i);
        }

        for (; i < count; i++) y[i] = (factor * y[i]) + (-factor * centre * x[i]) + (-share * z[i]);
    }
}
