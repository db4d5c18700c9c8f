using Semblance.Numerics;

namespace Semblance.Objectives.Dynamics;

/// <summary>Gradient flow of -Tr(W'CW) without any constraint: dW/dt = 2CW, so W(t) = e^(2Ct)W0, and every output becomes a copy of the leading direction.</summary>
/// <remarks>Esser, Mukherjee and Ghoshdastidar 2023: a contrastive loss needs a constraint. Eigen-coordinates: W is [dim, modes]. With a kernel K and a graph B the same law
/// holds for the spectrum of K^(1/2) B K^(1/2).</remarks>
public static class NaiveFlow
{
    /// <summary>Weights at a time, [dim, modes]; grows without bound where an eigenvalue is positive.</summary>
    /// <param name="spectrum">Eigenvalues of C, [modes].</param>
    /// <param name="initial">Weights at time 0 in eigen-coordinates, [dim, modes].</param>
    /// <param name="time">Learning rate times steps, at least 0.</param>
    public static Matrix Weights(IReadOnlyList<double> spectrum, Matrix initial, double time)
    {
        FlowInput.Check(spectrum, initial, time);
        return initial.ScaleColumns([.. spectrum.Select(c => Math.Exp(2 * c * time))]);
    }

    /// <summary>Weights after plain gradient steps, exactly, [dim, modes]: (I + 2 rate C)^steps W0.</summary>
    /// <param name="spectrum">Eigenvalues of C, [modes].</param>
    /// <param name="initial">Weights at time 0 in eigen-coordinates, [dim, modes].</param>
    /// <param name="learningRate">Above 0.</param>
    /// <param name="steps">At least 0.</param>
    public static Matrix Discrete(IReadOnlyList<double> spectrum, Matrix initial, double learningRate, int steps)
    {
        FlowInput.Check(spectrum, initial);
        var (rate, count) = (FlowInput.Step(learningRate), FlowInput.Steps(steps));
        return initial.ScaleColumns([.. spectrum.Select(c => Math.Pow(1 + (2 * rate * c), count))]);
    }

    /// <summary>Singular values of the weights over the largest one, descending, [min(dim, modes)]; finite for every time.</summary>
    /// <param name="spectrum">Eigenvalues of C, [modes].</param>
    /// <param name="initial">Weights at time 0 in eigen-coordinates, [dim, modes].</param>
    /// <param name="time">Learning rate times steps, at least 0.</param>
    /// <remarks>The second falls like e^(-2(first - second eigenvalue) t): collapse to one direction.</remarks>
    public static double[] SingularValueShares(IReadOnlyList<double> spectrum, Matrix initial, double time)
    {
        FlowInput.Check(spectrum, initial, time);
        var largest = spectrum.Max();
        var values = initial.ScaleColumns([.. spectrum.Select(c => Math.Exp(2 * (c - largest) * time))]).SingularValues();
        return [.. values.Select(v => values[0] > 0 ? v / values[0] : 0)];
    }
}
