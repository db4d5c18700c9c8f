using Semblance.Errors;
using Semblance.Tensors;

namespace Semblance.Insight.Evaluation;

/// <summary>Principal components of features: a baseline that any representation should beat.</summary>
/// <remarks>Exact, by the eigenvectors of the covariance in float64. The entry of each component with the largest size is positive.</remarks>
public sealed class Pca
{
    private Pca(double[] mean, double[] components, double[] variance, double total) =>
        (Mean, Components, Variance, TotalVariance) = (mean, components, variance, total);

    /// <summary>Mean of the fitted features, [dim].</summary>
    public double[] Mean { get; }

    /// <summary>Orthonormal directions, the one of largest variance first, [dims, dim].</summary>
    public double[] Components { get; }

    /// <summary>Variance along each component (divided by rows), descending, [dims].</summary>
    public double[] Variance { get; }

    /// <summary>Sum of the variances of all features.</summary>
    public double TotalVariance { get; }

    /// <summary>Finds the directions of largest variance.</summary>
    /// <param name="features">Features, [rows, dim].</param>
    /// <param name="dims">Components to keep, 1..dim.</param>
    /// <exception cref="RequestException"><paramref name="dims"/> is out of range.</exception>
    public static Pca Fit(FeatureSet features, int dims)
    {
        if (dims < 1 || dims > features.Dim)
        {
            throw new RequestException("the number of principal components is out of range", $"got {dims} for features of dimension {features.Dim}", $"give 1 to {features.Dim}");
        }

        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var moments = FeatureMoments.Of(features);
        var (values, vectors) = moments.Covariance.EigenSymmetric();
        var variance = values.Flip(0).Narrow(0, 0, dims).AtLeast(0).ToArray<double>();
        var components = vectors.Transpose().Flip(0).Narrow(0, 0, dims).ToArray<double>();
        for (var k = 0; k < dims; k++)
        {
            var row = components.AsSpan(k * features.Dim, features.Dim);
            var largest = 0;
            for (var c = 1; c < row.Length; c++)
            {
                if (Math.Abs(row[c]) > Math.Abs(row[largest])) largest = c;
            }

            if (row[largest] < 0) foreach (ref var v in row) v = -v;
        }

        return new Pca(moments.Mean.ToArray<double>(), components, variance, values.Sum().Item());
    }

    /// <summary>Coordinates of features along the components, [rows, dims], with the labels and targets they had.</summary>
    /// <exception cref="RequestException">The features have another dimension.</exception>
    public FeatureSet Apply(FeatureSet features)
    {
        var (dim, dims) = (Mean.Length, Variance.Length);
        if (features.Dim != dim) throw new RequestException("the features have another dimension than the components", $"{features.Dim} and {dim}", "apply them to features of the same kind");
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var transposed = Tensor.From(Components, dims, dim).Transpose();
        var offset = Tensor.From(Mean, 1, dim).MatMul(transposed);
        var result = new float[features.Rows * dims];
        const int chunk = 4096;
        for (var start = 0; start < features.Rows; start += chunk)
        {
            using var step = new TensorScope();
            var rows = Math.Min(chunk, features.Rows - start);
            var x = Tensor.FromSpan<float>(features.Values.AsSpan(start * dim, rows * dim), rows, dim).To(ElementType.Float64);
            (x.MatMul(transposed) - offset).To(ElementType.Float32).ToArray<float>().CopyTo(result, start * dims);
        }

        return features.With(result, dims);
    }
}
