using Semblance.Pairs;
using Semblance.Tensors;

namespace Semblance.Training.Loop;

/// <summary>Takes the normalisation of views back: the values as the data have them, pixels in [0, 1].</summary>
internal sealed class Pixels(ViewPlan plan)
{
    /// <summary>Normalised views [rows, c, h, w] or [rows, dim] -> what they were before.</summary>
    internal Tensor Of(Tensor views)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        return scope.Return((views * Channels(plan.Normalisation.Std, views)) + Channels(plan.Normalisation.Mean, views));
    }

    /// <summary>The other way: (value - mean) / deviation.</summary>
    internal Tensor Normalised(Tensor values)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        return scope.Return((values - Channels(plan.Normalisation.Mean, values)) / Channels(plan.Normalisation.Std, values));
    }

    private static Tensor Channels(IReadOnlyList<double> values, Tensor like)
    {
        var row = Tensor.From([.. values.Select(v => (float)v)], values.Count);
        return (like.Rank == 4 ? row.Reshape(1, values.Count, 1, 1) : row).To(like.Device);
    }
}
