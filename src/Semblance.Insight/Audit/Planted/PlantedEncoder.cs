using Semblance.Insight.Evaluation;
using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Audit.Planted;

/// <summary>A linear encoder [input] -> [dim], trained in closed form or drawn at random.</summary>
internal sealed class PlantedEncoder
{
    private readonly float[] _weights;
    private readonly int _dim;

    private PlantedEncoder(float[] weights, int dim) => (_weights, _dim) = (weights, dim);

    internal FeatureSet Apply(FeatureSet samples)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        return new FeatureSet(samples.ToTensor().MatMul(Tensor.From(_weights, samples.Dim, _dim)).ToArray<float>(), samples.Rows, _dim);
    }

    internal static PlantedEncoder Untrained(int dim, int seed) => new(ProbeSpace.Gaussian(PlantedModel.InputDim * dim, 1 / Math.Sqrt(PlantedModel.InputDim), seed), dim);

    /// <summary>The minimum of weight * supervised + (1 - weight) * self-supervised spectral contrastive loss, turned at random, with what the initialisation leaves in directions the loss does not see.</summary>
    /// <param name="first">First views.</param>
    /// <param name="second">Second views.</param>
    /// <param name="labels">Classes.</param>
    /// <param name="weight">Weight of the supervised loss.</param>
    /// <param name="dim">Dimensions.</param>
    /// <param name="seed">Seed of the turn and of what is left.</param>
    /// <remarks>Xue et al. 2023, lemma B.2: the leading directions of P w = rho Q w with Q the second moment of views and P that of pairs, each scaled by sqrt(rho).</remarks>
    internal static PlantedEncoder Optimum(FeatureSet first, FeatureSet second, int[] labels, double weight, int dim, int seed)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        Tensor a = Centred(first), b = Centred(second);
        var views = (a.Transpose().MatMul(a) + b.Transpose().MatMul(b)) * (0.5 / first.Rows);
        var same = a.Transpose().MatMul(b) * (1.0 / first.Rows);
        var classes = Tensor.From(Array.ConvertAll(labels, l => (long)l), labels.Length).OneHot(labels.Max() + 1).To(ElementType.Float64);
        var means = classes.Transpose().MatMul((a + b) * 0.5) / classes.Sum(0).Unsqueeze(1);
        var pairs = ((same + same.Transpose()) * (0.5 * (1 - weight))) + (means.Transpose().MatMul(means) * (weight / (labels.Max() + 1)));
        var spectrum = GeneralisedEigen.Solve(Matrix.From(pairs), Matrix.From(views), new GeneralisedOptions { Count = dim }).Pairs;
        var scaled = spectrum.Vectors.ToTensor() * Tensor.From(Array.ConvertAll(spectrum.Values, v => v > 1e-6 ? Math.Sqrt(v) : 0), spectrum.Values.Length);
        var left = Tensor.From(ProbeSpace.Gaussian(first.Dim * dim, 1e-3, seed), first.Dim, dim).To(ElementType.Float64);
        return new PlantedEncoder((scaled.MatMul(Turn(dim, seed + 1)) + left).To(ElementType.Float32).ToArray<float>(), dim);
    }

    private static Tensor Centred(FeatureSet features)
    {
        var x = features.ToTensor().To(ElementType.Float64);
        return x - x.Mean(0);
    }

    /// <summary>A random orthogonal matrix: the eigenvectors of a random symmetric one.</summary>
    internal static Tensor Turn(int dim, int seed)
    {
        var g = Tensor.From(ProbeSpace.Gaussian(dim * dim, 1, seed), dim, dim).To(ElementType.Float64);
        return (g + g.Transpose()).EigenSymmetric().Vectors;
    }
}
