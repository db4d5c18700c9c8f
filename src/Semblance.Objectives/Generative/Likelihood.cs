using Semblance.Errors;
using Semblance.Tensors;

namespace Semblance.Objectives.Generative;

/// <summary>Minus the log density of samples given what the decoder made, without constants.</summary>
/// <param name="method">Name of the method, for messages.</param>
/// <param name="isBernoulli">Bernoulli for each pixel, or normal with variance 1 (the weight of the term is one over the variance).</param>
internal sealed class Likelihood(string method, bool isBernoulli)
{
    /// <summary>Rounding of normalising pixels and back.</summary>
    private const double Rounding = 1e-4;

    /// <summary>The decoder's output as a sample: images through a sigmoid, vectors as they are under the normal density.</summary>
    internal Tensor Mean(Tensor output) => IsSquashed(output) ? output.Sigmoid() : output;

    /// <summary>Bernoulli: cross-entropy of the pixels; normal: half the squared difference; each summed over the sample, [batch].</summary>
    /// <param name="output">What the decoder made, [batch, ...].</param>
    /// <param name="samples">Pixels in [0, 1] or vectors, of the same shape.</param>
    internal Tensor Loss(Tensor output, Tensor samples)
    {
        if (!output.Shape.SequenceEqual(samples.Shape))
        {
            throw new RequestException($"the decoder of '{method}' was made for other samples", $"it makes {output}, the samples are {samples}", "give views of the size the run was made for");
        }

        long[] rest = [.. Enumerable.Range(1, output.Rank - 1).Select(k => (long)k)];
        if (!isBernoulli) return (Mean(output) - samples).Square().Sum(rest) * 0.5;
        Check(samples);
        return (output.Softplus() - (samples * output)).Sum(rest);
    }

    /// <summary>Pixels are between 0 and 1, so the mean is too; vectors may be anything.</summary>
    private bool IsSquashed(Tensor output) => isBernoulli || output.Rank == 4;

    private void Check(Tensor samples)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var (low, high) = (samples.Min().Item(), samples.Max().Item());
        if (low >= -Rounding && high <= 1 + Rounding) return;
        throw new RequestException(
            $"the Bernoulli likelihood of '{method}' needs values from 0 to 1", FormattableString.Invariant($"they run from {low:G4} to {high:G4}"), "scale the data, or choose --set likelihood=gaussian");
    }
}
