using Semblance.Errors;
using Semblance.Numerics;

namespace Semblance.Objectives.Dynamics;

/// <summary>What every flow asks of its arguments.</summary>
internal static class FlowInput
{
    internal static void Check(IReadOnlyList<double> spectrum, Matrix initial, double time = 0)
    {
        _ = Spectrum(spectrum);
        if (initial.Columns != spectrum.Count || initial.Rows < 1)
            throw new RequestException("initial weights have one column a mode", $"weights [{initial.Rows}, {initial.Columns}], {spectrum.Count} modes", "multiply the weights [dim, d] with the eigenvectors [d, modes]");
        if (!initial.Values.All(double.IsFinite)) throw new RequestException("a flow needs finite weights", "the initial weights hold NaN or infinity", "look for the input that is not finite");
        if (!(time >= 0)) throw new RequestException("time runs forwards from 0", $"got {time}", "give learning rate times steps");
    }

    internal static IReadOnlyList<double> Spectrum(IReadOnlyList<double> spectrum) => spectrum.Count > 0 && spectrum.All(double.IsFinite)
        ? spectrum
        : throw new RequestException("a flow needs at least one mode, all of them finite", spectrum.Count == 0 ? "the spectrum is empty" : "the spectrum holds NaN or infinity", "give the eigenvalues of the cross-view moment");

    internal static double Step(double learningRate) => learningRate > 0 && double.IsFinite(learningRate)
        ? learningRate
        : throw new RequestException("a learning rate is above 0", $"got {learningRate}", "give a positive number");

    internal static int Steps(int steps) => steps >= 0 ? steps : throw new RequestException("the number of steps is at least 0", $"got {steps}", "give 0 or more steps");
}
