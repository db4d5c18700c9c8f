using Semblance.Tensors;

namespace Semblance.Insight.Capacity;

/// <summary>L(f) = E|f(x) - f(x')|^2 + lambda |E[f f'] - I|^2, estimated from a batch of pairs.</summary>
/// <remarks>HaoChen and Ma (2023), the generalised spectral contrastive loss; with lambda = 1 it is the spectral contrastive loss of HaoChen et al. (2021) plus the number of outputs.</remarks>
internal static class AlignmentLoss
{
    /// <summary>Without bias: squared products of different samples only, over all four blocks of views.</summary>
    /// <param name="first">First views' outputs, [n, k], n at least 2.</param>
    /// <param name="second">Second views' outputs, [n, k].</param>
    /// <param name="lambda">Weight of the second term.</param>
    internal static Tensor Unbiased(Tensor first, Tensor second, double lambda)
    {
        var n = first.Size(0);
        var moment = first.Transpose().MatMul(first) + second.Transpose().MatMul(second);
        var (a, b, c) = (first.Square().Sum(1), second.Square().Sum(1), (first * second).Sum(1));
        var own = (a.Square() + b.Square() + (c.Square() * 2)).Sum();
        var others = (moment.Square().Sum() - own) * (1.0 / (4.0 * n * (n - 1)));
        return Distance(first, second) + ((others - ((a + b).Sum() * (1.0 / n)) + first.Size(1)) * lambda);
    }

    /// <summary>With the batch's own moments inside the norm: biased upwards by lambda (E|f|^4 / 2 + E|E[f f' | sample]|^2 / 2 - |E f f'|^2) / n.</summary>
    /// <inheritdoc cref="Unbiased"/>
    internal static Tensor PlugIn(Tensor first, Tensor second, double lambda)
    {
        var moment = (first.Transpose().MatMul(first) + second.Transpose().MatMul(second)) * (0.5 / first.Size(0));
        return Distance(first, second) + ((moment - Tensor.Eye(first.Size(1), first.ElementType, first.Device)).Square().Sum() * lambda);
    }

    /// <summary>The least value over a class with the given alignment eigenvalues: sum over the k smallest of mu - mu^2 / (4 lambda), or lambda where mu is 2 lambda or more.</summary>
    /// <param name="values">mu, ascending; k of them at least, or all there are.</param>
    /// <param name="outputs">Outputs, k.</param>
    /// <param name="lambda">Weight of the second term.</param>
    internal static double Minimum(IReadOnlyList<double> values, int outputs, double lambda)
    {
        var sum = lambda * Math.Max(0, outputs - values.Count);
        foreach (var mu in values.Take(outputs)) sum += mu < 2 * lambda ? mu - (mu * mu / (4 * lambda)) : lambda;
        return sum;
    }

    private static Tensor Distance(Tensor first, Tensor second) => (first - second).Square().Sum() * (1.0 / first.Size(0));
}
