using Semblance.Errors;
using Semblance.Tensors;

namespace Semblance.Objectives.Spectral;

/// <summary>How many directions a representation really uses.</summary>
public static class EffectiveRank
{
    /// <summary>Added to every normalised singular value, as in the paper.</summary>
    private const double Epsilon = 1e-7;

    /// <summary>RankMe: the exponential of the entropy of the normalised singular values; between 1 and min(rows, dim), 0 when all elements are 0.</summary>
    /// <param name="embeddings">Features, [rows, dim], not centred; the paper takes 25,600 rows.</param>
    /// <remarks>Garrido, Balestriero, Najman and LeCun 2023, equation 1: p_k = s_k / sum(s) + 1e-7, exp(-sum p_k log p_k). Compare only runs of one method.
    /// Worked out in float64; cost O(rows * dim * min(rows, dim)).</remarks>
    /// <exception cref="RequestException">Not a matrix, or not all numbers are finite.</exception>
    public static double RankMe(Tensor embeddings)
    {
        if (embeddings.Rank != 2) throw new RequestException("RankMe needs a matrix [rows, dim]", $"got {embeddings}", "flatten each row to one vector");
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var values = embeddings.Detach().To(Device.Cpu).To(ElementType.Float64);
        if (!values.AllFinite()) throw new RequestException("RankMe needs finite numbers", $"{embeddings} holds NaN or infinity", "look for the step at which the embeddings stopped being finite");
        return OfSpectrum(values.SingularValues().ToArray<double>());
    }

    /// <summary>RankMe from singular values in any order and unit.</summary>
    /// <param name="singularValues">Not negative; at least one.</param>
    public static double OfSpectrum(IReadOnlyList<double> singularValues)
    {
        var sum = singularValues.Sum();
        if (sum == 0) return 0;
        var entropy = 0.0;
        foreach (var value in singularValues)
        {
            var share = (value / sum) + Epsilon;
            entropy -= share * Math.Log(share);
        }

        return Math.Exp(entropy);
    }
}
