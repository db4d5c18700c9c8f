using Semblance.Errors;
using Semblance.Networks;
using Semblance.Numerics;
using Semblance.Objectives.Dynamics;
using Semblance.Tensors;

namespace Semblance.Insight.Tangent;

/// <summary>Empirical neural tangent kernel of a network on given samples: inner products of the gradients of its outputs with respect to all parameters.</summary>
/// <remarks>Jacot, Gabriel and Hongler 2018. Jacobians are exact, one backward pass for each sample and output, in the type of the network; sums are float64. Cast the network and the
/// samples to float64 before (<see cref="Module.To(ElementType)"/>). The network is put in evaluation mode, in which samples do not see each other, and back after.</remarks>
public sealed class TangentKernel
{
    private const int MaxSamples = 512;
    private const long MaxNumbers = 1L << 28;

    private TangentKernel(Matrix[,] blocks, long parameters)
    {
        (Blocks, Parameters) = (blocks, parameters);
        var n = blocks[0, 0].Rows;
        Mean = new Matrix(n, n);
        for (var a = 0; a < Outputs; a++)
        {
            for (var i = 0; i < Mean.Values.Length; i++) Mean.Values[i] += blocks[a, a].Values[i] / Outputs;
        }
    }

    /// <summary>Kernel between samples for each pair of outputs, [outputs, outputs] of [n, n]; block (a, b) is the transpose of block (b, a).</summary>
    public Matrix[,] Blocks { get; }

    /// <summary>Mean of the diagonal blocks, [n, n]: the kernel itself when all outputs have the same one and do not mix, as in the limit of infinite width.</summary>
    public Matrix Mean { get; }

    /// <summary>Number of outputs.</summary>
    public int Outputs => Blocks.GetLength(0);

    /// <summary>Number of trainable numbers.</summary>
    public long Parameters { get; }

    /// <summary>The kernel as features, for the flows of linear models: predicted modes of the network itself while its kernel stays what it is.</summary>
    public KernelFeatures Features() => KernelFeatures.Of(Mean);

    /// <summary>The kernel of a network at its present weights.</summary>
    /// <param name="network">[n, ...] -> [n, outputs].</param>
    /// <param name="samples">At most 512, of the network's type.</param>
    /// <exception cref="RequestException">More samples, no parameters, or Jacobians of more than 2 GiB.</exception>
    public static TangentKernel Of(Module network, Tensor samples)
    {
        var wasTraining = network.IsTraining;
        network.Train(false);
        try
        {
            return Of(network.Forward, [.. network.Parameters.Select(p => p.Value)], samples);
        }
        finally
        {
            network.Train(wasTraining);
        }
    }

    /// <summary>The kernel of a function of samples and parameters.</summary>
    /// <param name="forward">[n, ...] -> [n, outputs]; each row may depend on its own sample only.</param>
    /// <param name="parameters">Tensors that require gradients.</param>
    /// <param name="samples">At most 512.</param>
    /// <exception cref="RequestException">More samples, no parameters, or Jacobians of more than 2 GiB.</exception>
    public static TangentKernel Of(Func<Tensor, Tensor> forward, IReadOnlyList<Tensor> parameters, Tensor samples)
    {
        var (n, count) = ((int)samples.Size(0), parameters.Sum(p => p.Count));
        if (n is < 1 or > MaxSamples) throw new RequestException("a tangent kernel is made for a few samples", $"got {n}", $"give 1 to {MaxSamples}");
        if (count == 0) throw new RequestException("a tangent kernel needs parameters", "the network has none", "give a network that is trained");
        using var scope = new TensorScope();
        double[][]? rows = null;
        for (var i = 0; i < n; i++) Row(forward, parameters, samples.Narrow(0, i, 1), i, n, count, ref rows);
        var outputs = rows!.Length;
        var jacobians = rows.Select(r => Tensor.From(r, n, count)).ToArray();
        var blocks = new Matrix[outputs, outputs];
        for (var a = 0; a < outputs; a++)
        {
            for (var b = 0; b < outputs; b++) blocks[a, b] = Matrix.From(jacobians[a].MatMul(jacobians[b].Transpose()));
        }

        return new TangentKernel(blocks, count);
    }

    private static void Row(Func<Tensor, Tensor> forward, IReadOnlyList<Tensor> parameters, Tensor sample, int row, int rows, long count, ref double[][]? jacobians)
    {
        using var scope = new TensorScope();
        var output = forward(sample).Reshape(-1);
        var outputs = (int)output.Size(0);
        if (outputs * rows * count > MaxNumbers)
        {
            throw new RequestException("the Jacobians do not fit", $"{rows} samples x {outputs} outputs x {count:N0} parameters", "give fewer samples, or a smaller network or embedding");
        }

        jacobians ??= [.. Enumerable.Range(0, outputs).Select(_ => new double[rows * count])];
        for (var a = 0; a < outputs; a++)
        {
            using var one = new TensorScope();
            var choice = Tensor.From([.. Enumerable.Range(0, outputs).Select(b => a == b ? 1.0 : 0)], outputs).To(output.ElementType);
            var at = row * count;
            foreach (var gradient in Gradients.Of(output, parameters, choice, createGraph: a < outputs - 1))
            {
                // createGraph keeps what the next output needs: one forward pass serves all of them.
                var values = gradient.Detach().To(ElementType.Float64).Contiguous().ToArray<double>();
                values.CopyTo(jacobians[a], at);
                at += values.Length;
            }
        }
    }
}
