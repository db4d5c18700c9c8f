using System.Globalization;
using Semblance.Errors;
using Semblance.Numerics;
using Semblance.Pairs.Randomness;
using Semblance.Tensors;

namespace Semblance.Objectives.Spectral.Features;

/// <summary>Features in which a kernel is a dot product on its landmarks: k(x, landmarks) K^-1/2. With every sample a landmark that is the kernel itself.</summary>
/// <remarks>Nystrom features (Williams and Seeger 2001). Directions of K below 1e-12 of the largest eigenvalue are dropped. The length of a weight
/// vector on these features is its norm in the kernel's function space, so weight decay is the penalty on that norm.</remarks>
public sealed class KernelFeatures : IFeatureMap
{
    private const double Tolerance = 1e-12;
    private readonly bool _isExact;

    private KernelFeatures(Kernel kernel, Matrix landmarks, Matrix whitening, bool isExact) =>
        (Kernel, Landmarks, Whitening, _isExact) = (kernel, landmarks, whitening, isExact);

    /// <summary>The kernel.</summary>
    public Kernel Kernel { get; }

    /// <inheritdoc/>
    public string Name => _isExact ? Kernel.Name : string.Create(CultureInfo.InvariantCulture, $"{Kernel.Name},landmarks={Landmarks.Rows}");

    /// <inheritdoc/>
    public int InputDim => Landmarks.Columns;

    /// <inheritdoc/>
    public int Dim => Whitening.Columns;

    /// <summary>The landmarks, [m, d].</summary>
    public Matrix Landmarks { get; }

    /// <summary>K^-1/2 in the basis of K's eigenvectors, [m, p].</summary>
    public Matrix Whitening { get; }

    /// <summary>Features of a kernel with the given landmarks.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="landmarks">[m, d]; cost O(m^3).</param>
    /// <exception cref="RequestException">The kernel of the landmarks is 0.</exception>
    public static KernelFeatures At(Kernel kernel, Matrix landmarks) => At(kernel, landmarks, isExact: true);

    /// <summary>Features with landmarks drawn from the samples without replacement.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="samples">[n, d].</param>
    /// <param name="count">Landmarks, m; all samples when there are no more.</param>
    /// <param name="seed">Of the draw.</param>
    public static KernelFeatures Drawn(Kernel kernel, Matrix samples, int count, long seed)
    {
        if (count >= samples.Rows) return At(kernel, samples, isExact: true);
        var order = Permutation.Of(samples.Rows, seed, 0);
        var landmarks = new Matrix(count, samples.Columns);
        for (var k = 0; k < count; k++) samples.Row(order[k]).CopyTo(landmarks.Row(k));
        return At(kernel, landmarks, isExact: false);
    }

    /// <inheritdoc/>
    public Tensor Map(Tensor rows)
    {
        using var scope = new TensorScope();
        return scope.Return(Kernel.Gram(rows, Landmarks.ToTensor()).MatMul(Whitening.ToTensor()));
    }

    /// <inheritdoc/>
    public IReadOnlyList<KeyValuePair<string, Tensor>> State() => [new("landmarks", Landmarks.ToTensor()), new("whitening", Whitening.ToTensor())];

    internal static KernelFeatures From(Kernel kernel, Matrix landmarks, Matrix whitening, bool isExact) => new(kernel, landmarks, whitening, isExact);

    private static KernelFeatures At(Kernel kernel, Matrix landmarks, bool isExact)
    {
        using var scope = new TensorScope();
        var x = landmarks.ToTensor();
        var (values, vectors) = kernel.Gram(x, x).EigenSymmetric();
        var sizes = values.ToArray<double>();
        if (!(sizes[^1] > 0)) throw new RequestException($"kernel '{kernel.Name}' is 0 on these samples", $"its largest eigenvalue is {sizes[^1].ToString(CultureInfo.InvariantCulture)}", "check the samples and the width");
        var first = Array.FindIndex(sizes, v => v > Tolerance * sizes[^1]);
        var kept = vectors.Narrow(1, first, sizes.Length - first) * values.Narrow(0, first, sizes.Length - first).Sqrt().Reciprocal();
        return new KernelFeatures(kernel, landmarks, Matrix.From(kept), isExact);
    }
}
