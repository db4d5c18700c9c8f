using Semblance.Numerics;

namespace Semblance.Objectives.Dynamics;

/// <summary>Two linear layers with orthonormal weights each: the end-to-end map Q = W1'W2 obeys one equation that the width does not enter.</summary>
/// <remarks>dQ/dt = 2[CQ(I - Q'Q) + (I - QQ')CQ] for constraints W1'W1 = I and W2'W2 = I and the loss -Tr(Q'CQ) (the setting of Esser, Mukherjee and
/// Ghoshdastidar 2023, derived anew). With orthonormal Q it is <see cref="GrassmannFlow"/>. Random layers of width h start at a length of about sqrt(d/h): the
/// law does not know the width, the start does. Eigen-coordinates of C, outputs in rows.</remarks>
public sealed class TwoLayerLinearFlow
{
    private readonly double[] _spectrum;
    private readonly Matrix _initial;

    /// <summary>A flow in eigen-coordinates.</summary>
    /// <param name="spectrum">Eigenvalues of C, [modes].</param>
    /// <param name="initial">Q0'V, [dim, modes]; singular values at most 1.</param>
    public TwoLayerLinearFlow(IReadOnlyList<double> spectrum, Matrix initial)
    {
        FlowInput.Check(spectrum, initial);
        (_spectrum, _initial) = ([.. spectrum], initial);
    }

    /// <summary>The end-to-end weights at ascending times, each [dim, modes]; integrated to a relative 1e-11.</summary>
    /// <param name="times">Learning rate times steps, ascending, at least 0.</param>
    public Matrix[] Weights(IReadOnlyList<double> times)
    {
        var integrator = new RungeKutta(Derivative, 1e-11, 1e-15);
        return Timeline.Walk(integrator, _initial, times);
    }

    /// <summary>When each direction is learnt from a small start, about ln(1/|Q0'v|²) / (8 eigenvalue), [modes]; infinite for eigenvalues that are not positive.</summary>
    public double[] ApproximateHalfTimes() =>
        [.. _initial.ColumnSquares().Zip(_spectrum, (a, c) => c > 0 && a > 0 ? Math.Max(Math.Log(1 / a), 0) / (8 * c) : double.PositiveInfinity)];

    // In rows: G = QC, dQ = 2[(I - QQ')G + G(I - Q'Q)].
    private double[] Derivative(double[] state)
    {
        var q = new Matrix(_initial.Rows, _initial.Columns, state);
        var drive = q.ScaleColumns(_spectrum);
        var inner = q.TimesTranspose(q).Times(drive);
        var outer = drive.TimesTranspose(q).Times(q);
        return drive.Scaled(4).Plus(inner, -2).Plus(outer, -2).Values;
    }
}
