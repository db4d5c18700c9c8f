using Semblance.Tensors;

namespace Semblance.Insight.Evaluation;

/// <summary>Mean [dim] and covariance [dim, dim] (divided by rows) of features, in float64.</summary>
internal sealed record FeatureMoments(Tensor Mean, Tensor Covariance)
{
    private const int Chunk = 4096;

    internal static FeatureMoments Of(FeatureSet set)
    {
        using var scope = new TensorScope();
        var mean = Tensor.Zeros([set.Dim], ElementType.Float64);
        var covariance = Tensor.Zeros([set.Dim, set.Dim], ElementType.Float64);
        ForEach(set, x => mean.AddInPlace(x.Sum(0), 1.0 / set.Rows));
        ForEach(set, x =>
        {
            var centred = x - mean;
            covariance.AddInPlace(centred.Transpose().MatMul(centred), 1.0 / set.Rows);
        });
        scope.Return(mean);
        return new FeatureMoments(mean, scope.Return(covariance));
    }

    private static void ForEach(FeatureSet set, Action<Tensor> use)
    {
        for (var start = 0; start < set.Rows; start += Chunk)
        {
            using var scope = new TensorScope();
            var rows = Math.Min(Chunk, set.Rows - start);
            use(Tensor.FromSpan<float>(set.Values.AsSpan(start * set.Dim, rows * set.Dim), rows, set.Dim).To(ElementType.Float64));
        }
    }
}
