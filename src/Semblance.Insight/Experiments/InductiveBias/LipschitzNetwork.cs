using Semblance.Networks;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.InductiveBias;

/// <summary>Three linear layers of spectral norm at most 1 with MaxMin between them, times a constant: as Lipschitz as that constant and no more.</summary>
/// <remarks>Anil, Lucas and Grosse, "Sorting out Lipschitz function approximation" (2019).</remarks>
internal sealed class LipschitzNetwork : Module
{
    private readonly Tensor[] _weights;
    private readonly Tensor[] _offsets;
    private readonly double _limit;

    internal LipschitzNetwork(int inputs, int hidden, int outputs, double limit, Rng rng)
    {
        int[] sizes = [inputs, hidden, hidden, outputs];
        _limit = limit;
        _weights = [.. Enumerable.Range(0, 3).Select(k => AddParameter($"weight{k}", Tensor.RandomNormal(rng, [sizes[k + 1], sizes[k]]) * (1 / Math.Sqrt(sizes[k]))))];
        _offsets = [.. Enumerable.Range(0, 3).Select(k => AddParameter($"offset{k}", Tensor.Zeros([sizes[k + 1]])))];
    }

    /// <summary>[rows, inputs] -> [rows, outputs].</summary>
    public override Tensor Forward(Tensor input)
    {
        using var scope = new TensorScope();
        var x = input;
        for (var k = 0; k < _weights.Length; k++)
        {
            x = x.Linear(Limited(_weights[k]), _offsets[k]);
            if (k < _weights.Length - 1) x = MaxMin(x);
        }

        return scope.Return(x * _limit);
    }

    /// <summary>W over its spectral norm where that is above 1; the norm is u' W v with its vectors held fixed, which has the right gradient.</summary>
    private static Tensor Limited(Tensor weight)
    {
        Tensor left, right;
        using (new NoGradient())
        {
            var (u, _, vt) = weight.Detach().Svd();
            (left, right) = (u.Narrow(1, 0, 1), vt.Narrow(0, 0, 1));
        }

        var norm = left.Transpose().MatMul(weight).MatMul(right.Transpose()).Reshape();
        return weight / norm.AtLeast(1);
    }

    private static Tensor MaxMin(Tensor x)
    {
        var pairs = x.Reshape(x.Size(0), -1, 2);
        return Tensor.Cat([pairs.Max(2), pairs.Min(2)], 1);
    }
}
