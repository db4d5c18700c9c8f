using Semblance.Errors;
using Semblance.Numerics;

namespace Semblance.Objectives.Dynamics;

/// <summary>Gradient flow of -Tr(Q'CQ) over orthonormal frames, dQ/dt = (I - QQ')AQ with A = 2C (Oja's flow), exact for every time.</summary>
/// <remarks>Esser, Mukherjee and Ghoshdastidar 2023; the closed form is that of Yan, Helmke and Moore 1994. Only the projector QQ' matters: outputs agree up to a
/// rotation. Frames shorter than orthonormal (Q'Q below I) are taken as the shadow of an orthonormal frame whose other part lies where C is 0,
/// which is how features of a kernel without their null space appear.</remarks>
public sealed class GrassmannFlow
{
    /// <summary>Below this spread of exponents e^(At)Q0 keeps its digits without the graph form.</summary>
    private const double ShortTime = 4;

    private readonly double[] _rates;
    private readonly Matrix _frame;
    private readonly WinningModes _graph;

    /// <summary>A flow in eigen-coordinates.</summary>
    /// <param name="spectrum">Eigenvalues of C, in any order, definite or not, [modes].</param>
    /// <param name="initial">The frame at time 0 in rows, Q0'V for eigenvectors V, [dim, modes]; rows orthonormal, or the shadow of such rows.</param>
    /// <exception cref="RequestException">Rows longer than orthonormal ones.</exception>
    public GrassmannFlow(IReadOnlyList<double> spectrum, Matrix initial)
    {
        FlowInput.Check(spectrum, initial);
        Spectrum = [.. spectrum];
        var missing = Shadow(initial);
        _frame = missing is null ? initial : Beside(initial, missing);
        _rates = [.. spectrum.Concat(Enumerable.Repeat(0.0, _frame.Columns - initial.Columns)).Select(c => 2 * c)];
        _graph = new WinningModes(_rates, _frame);
    }

    /// <summary>Eigenvalues of C as given.</summary>
    public IReadOnlyList<double> Spectrum { get; }

    /// <summary>Size of the embedding, k.</summary>
    public int Dim => _frame.Rows;

    /// <summary>Projector on the span at a time in eigen-coordinates, [modes, modes]; exact, for any time.</summary>
    /// <param name="time">At least 0; infinite for the limit.</param>
    public Matrix Projector(double time) => Outer(Frame(time));

    /// <summary>Share of each direction that the span holds, v'Pv in [0, 1], [modes]; the sum is dim for an orthonormal frame.</summary>
    /// <param name="time">At least 0; infinite for the limit.</param>
    public double[] Captures(double time) => Inner(Frame(time)).ColumnSquares();

    /// <summary>-Tr(PC) at a time; never rises.</summary>
    /// <param name="time">At least 0.</param>
    public double Loss(double time) => -Captures(time).Zip(Spectrum, (a, c) => a * c).Sum();

    /// <summary>First time each direction is held by half of what it will be in the end, [modes]; infinite for those that are lost.</summary>
    public double[] HalfTimes()
    {
        var limits = Captures(double.PositiveInfinity);
        var targets = limits.Select(a => a > 1e-9 ? a / 2 : double.PositiveInfinity).ToArray();
        var range = _rates.Max() - _rates.Min();
        if (range == 0) return [.. targets.Select(t => double.IsFinite(t) ? 0 : t)];
        var gap = _graph.Winners.SelectMany(w => _rates.Where(r => r < _rates[w]).Select(r => _rates[w] - r)).DefaultIfEmpty(range).Min();
        var steepest = _graph.Slope.Values.Max(Math.Abs);
        return Crossing.First(Captures, targets, 1e-4 / range, (100 + Math.Log(1 + steepest)) / gap);
    }

    /// <summary>Angles between the span and its limit in radians, descending, [dim]; none exceeds π/2.</summary>
    /// <param name="time">At least 0.</param>
    public double[] PrincipalAngles(double time)
    {
        var slope = Slope(time);
        var others = Enumerable.Range(0, _rates.Length).Except(_graph.Winners).ToArray();
        return others.Length == 0 ? new double[slope.Rows] : [.. slope.Columns(others).SingularValues().Select(Math.Atan)];
    }

    /// <summary>Rate at which the span approaches its limit: the smallest gap of A between a direction that is kept and one that is lost; infinite when none is lost.</summary>
    public double ConvergenceRate
    {
        get
        {
            var lost = Enumerable.Range(0, _rates.Length).Except(_graph.Winners).ToArray();
            return lost.Length == 0 ? double.PositiveInfinity : _graph.Winners.Min(w => _rates[w]) - lost.Max(j => _rates[j]);
        }
    }

    /// <summary>Learning rate of projected gradient descent above which the optimum repels: 2 / (largest - smallest eigenvalue of A).</summary>
    public double LargestStableStep
    {
        get
        {
            var range = _rates.Max() - _rates.Min();
            return range > 0 ? 2 / range : double.PositiveInfinity;
        }
    }

    /// <summary>Projector after steps Q ← qr(Q + rate A Q), exactly, [modes, modes]: the span of (I + rate A)^steps Q0.</summary>
    /// <param name="learningRate">Above 0.</param>
    /// <param name="steps">At least 0.</param>
    public Matrix Discrete(double learningRate, int steps)
    {
        var factors = _rates.Select(r => 1 + (FlowInput.Step(learningRate) * r)).ToArray();
        var count = FlowInput.Steps(steps);
        var sizes = factors.Select(Math.Abs).ToArray();
        if (count == 0) return Outer(_frame);
        if (count * Math.Log(sizes.Max() / sizes.Min()) <= ShortTime) return Outer(Orthonormal(_frame.ScaleColumns([.. factors.Select(f => Math.Pow(f, count))])));
        var graph = new WinningModes(sizes, _frame);
        if (graph.Winners.Any(w => factors[w] == 0))
            throw new RequestException("this learning rate erases a direction that the frame cannot do without", $"1 + rate * eigenvalue is 0 for a learning rate of {learningRate}", "change it a little");
        var slope = graph.Slope.Scaled(1);
        for (var i = 0; i < slope.Rows; i++)
        {
            for (var j = 0; j < slope.Columns; j++)
            {
                if (slope[i, j] != 0) slope[i, j] *= Math.Pow(factors[j] / factors[graph.Winners[i]], count);
            }
        }

        return Outer(Orthonormal(slope));
    }

    /// <summary>Projector by repeated exact short steps Q ← qr(e^(A time/steps) Q), [modes, modes].</summary>
    /// <param name="time">At least 0 and finite.</param>
    /// <param name="steps">At least 1; each should keep time/steps times the range of A below about 5.</param>
    public Matrix Semigroup(double time, int steps)
    {
        var growth = Growth(time / steps);
        var frame = _frame;
        for (var i = 0; i < steps; i++) frame = Orthonormal(frame.ScaleColumns(growth));
        return Outer(frame);
    }

    /// <summary>Projector by the general formula read literally, for any frame whatever its lengths, [modes, modes]. Loses its digits where eigenvalue times time exceeds about 10.</summary>
    /// <param name="spectrum">Eigenvalues of C, [modes].</param>
    /// <param name="initial">Any frame in rows, [dim, modes].</param>
    /// <param name="time">At least 0.</param>
    /// <remarks>P(t) = e^(At) Q0 [I + Q0'(e^(2At) - I)Q0]^-1 Q0' e^(At).</remarks>
    public static Matrix General(IReadOnlyList<double> spectrum, Matrix initial, double time)
    {
        FlowInput.Check(spectrum, initial, time);
        var grown = initial.ScaleColumns([.. spectrum.Select(c => Math.Exp(2 * c * time))]);
        var more = initial.ScaleColumns([.. spectrum.Select(c => Math.Exp(4 * c * time) - 1)]).TimesTranspose(initial);
        return grown.TransposeTimes(Dense.Identity(initial.Rows).Plus(more).Solve(grown));
    }

    private static Matrix? Shadow(Matrix initial)
    {
        var rest = SymmetricEigen.Decompose(Dense.Identity(initial.Rows).Plus(initial.TimesTranspose(initial), -1).Symmetric());
        if (rest.Values[^1] < -1e-8)
            throw new RequestException("an orthonormal flow starts from an orthonormal frame", $"the longest row has length {Math.Sqrt(1 - rest.Values[^1]):g6}", "orthonormalise the initial weights");
        if (rest.Values[0] < 1e-13) return null;
        return rest.Vectors.ScaleColumns([.. rest.Values.Select(v => Math.Sqrt(Math.Max(v, 0)))]);
    }

    private static Matrix Beside(Matrix left, Matrix right)
    {
        var result = new Matrix(left.Rows, left.Columns + right.Columns);
        for (var i = 0; i < left.Rows; i++)
        {
            left.Row(i).CopyTo(result.Row(i));
            right.Row(i).CopyTo(result.Row(i)[left.Columns..]);
        }

        return result;
    }

    private static Matrix Orthonormal(Matrix rows) => rows.Transpose().OrthonormalColumns().Transpose();

    private double[] Growth(double time)
    {
        // Adding a multiple of I to A changes no span; the largest factor is 1.
        var largest = _rates.Max();
        return [.. _rates.Select(r => Math.Exp((r - largest) * time))];
    }

    private Matrix Frame(double time)
    {
        if (!(time >= 0)) throw new RequestException("time runs forwards from 0", $"got {time}", "give learning rate times steps");
        if ((_rates.Max() - _rates.Min()) * time <= ShortTime) return Orthonormal(_frame.ScaleColumns(Growth(time)));
        return Orthonormal(Slope(time));
    }

    private Matrix Slope(double time)
    {
        var slope = _graph.Slope.Scaled(1);
        for (var i = 0; i < slope.Rows; i++)
        {
            for (var j = 0; j < slope.Columns; j++)
            {
                var gap = _rates[_graph.Winners[i]] - _rates[j];
                if (slope[i, j] != 0 && gap > 0) slope[i, j] *= Math.Exp(-gap * time);
            }
        }

        return slope;
    }

    private Matrix Inner(Matrix frame) => frame.Columns == Spectrum.Count ? frame : frame.Columns([.. Enumerable.Range(0, Spectrum.Count)]);

    private Matrix Outer(Matrix frame)
    {
        var inner = Inner(frame);
        return inner.TransposeTimes(inner);
    }
}
