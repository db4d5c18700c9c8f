using Semblance.Tensors;

namespace Semblance.Insight.Evaluation;

/// <summary>Ridge regression for every penalty at the price of one eigendecomposition; lives in the tensor scope it was made in.</summary>
internal sealed class RidgeModel
{
    private const int Chunk = 4096;
    private readonly Tensor _values;
    private readonly Tensor _vectors;
    private readonly Tensor _projected;
    private readonly Tensor _mean;
    private readonly Tensor _targetMean;

    private RidgeModel(Tensor values, Tensor vectors, Tensor projected, Tensor mean, Tensor targetMean, double[] deviation) =>
        (_values, _vectors, _projected, _mean, _targetMean, TargetDeviation) = (values, vectors, projected, mean, targetMean, deviation);

    /// <summary>Standard deviations of the targets, 1 for a constant one.</summary>
    internal double[] TargetDeviation { get; }

    internal static RidgeModel Fit(FeatureSet set)
    {
        var moments = FeatureMoments.Of(set);
        var targets = Tensor.From(set.Targets!, set.Rows, set.TargetCount);
        var targetMean = targets.Mean(0);
        var centred = targets - targetMean;
        var cross = Tensor.Zeros([set.Dim, set.TargetCount], ElementType.Float64);
        for (var start = 0; start < set.Rows; start += Chunk)
        {
            using var scope = new TensorScope();
            var rows = Math.Min(Chunk, set.Rows - start);
            var x = Tensor.FromSpan<float>(set.Values.AsSpan(start * set.Dim, rows * set.Dim), rows, set.Dim).To(ElementType.Float64);
            cross.AddInPlace((x - moments.Mean).Transpose().MatMul(centred.Narrow(0, start, rows)), 1.0 / set.Rows);
        }

        var (values, vectors) = moments.Covariance.EigenSymmetric();
        var deviation = Array.ConvertAll(centred.Square().Mean(0).Sqrt().ToArray<double>(), d => d > 0 ? d : 1);
        return new RidgeModel(values.AtLeast(0), vectors, vectors.Transpose().MatMul(cross), moments.Mean, targetMean, deviation);
    }

    /// <summary>Predicted targets, [rows, targets].</summary>
    internal double[] Predict(FeatureSet set, double l2)
    {
        using var scope = new TensorScope();
        // Directions without variance stay unused when there is no penalty.
        var size = (_values + l2).AtLeast(1e-12).Unsqueeze(1);
        var weights = _vectors.MatMul(_projected / size);
        return (set.ToTensor().To(ElementType.Float64) - _mean).MatMul(weights).AddInPlace(_targetMean).ToArray<double>();
    }
}
