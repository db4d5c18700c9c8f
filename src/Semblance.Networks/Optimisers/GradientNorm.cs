using Semblance.Tensors;

namespace Semblance.Networks.Optimisers;

/// <summary>The length of all gradients together.</summary>
public static class GradientNorm
{
    /// <summary>Euclidean norm over all parameters that have a gradient; 0 when none has.</summary>
    /// <param name="parameters">Any parameters.</param>
    public static double Of(IEnumerable<Tensor> parameters)
    {
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        return Norm(Gradients(parameters));
    }

    /// <summary>Scales all gradients in place so that their norm is at most <paramref name="largest"/>.</summary>
    /// <param name="parameters">Any parameters.</param>
    /// <param name="largest">The bound, > 0.</param>
    /// <returns>The norm before.</returns>
    public static double Clip(IEnumerable<Tensor> parameters, double largest)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(largest);
        using var scope = new TensorScope();
        using var silent = new NoGradient();
        var gradients = Gradients(parameters);
        var norm = Norm(gradients);
        if (norm > largest) Kernels.EachMultiply.Run((Argument)gradients, largest / norm);
        return norm;
    }

    private static Tensor[] Gradients(IEnumerable<Tensor> parameters) => [.. parameters.Select(p => p.Gradient).OfType<Tensor>()];

    private static double Norm(Tensor[] gradients) =>
        gradients.Length == 0 ? 0 : Tensor.Stack(Kernels.EachNorm.CallMany((Argument)gradients, 2.0)).Norm(0).Item();
}
