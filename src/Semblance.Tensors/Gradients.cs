using Semblance.Tensors.Engine;

namespace Semblance.Tensors;

/// <summary>Reverse-mode differentiation.</summary>
public static unsafe class Gradients
{
    /// <summary>Adds the gradient of a scalar to <see cref="Tensor.Gradient"/> of every leaf that requires one.</summary>
    /// <param name="loss">A scalar, [].</param>
    /// <param name="keepGraph">Keep what was recorded for another pass. Default false.</param>
    /// <exception cref="TorchException">The loss is no scalar or nothing was recorded.</exception>
    public static void Backward(Tensor loss, bool keepGraph = false)
    {
        var root = loss.Handle.Pointer;
        Status.Check(NativeMethods.semblance_backward(&root, null, 1, keepGraph ? 1 : 0), $"backward({loss})");
        GC.KeepAlive(loss);
    }

    /// <summary>Gradients of scalars with respect to given tensors, without touching <see cref="Tensor.Gradient"/>.</summary>
    /// <param name="output">A scalar, [], or any tensor when <paramref name="outputGradient"/> is given.</param>
    /// <param name="inputs">Tensors that require gradients.</param>
    /// <param name="outputGradient">Weights of the output's elements, its shape; null for 1 on a scalar.</param>
    /// <param name="createGraph">Record the gradients themselves, for second derivatives. Default false.</param>
    /// <returns>One gradient for each input, of its shape; zeros where the output does not depend on it.</returns>
    /// <exception cref="TorchException">Nothing was recorded.</exception>
    public static Tensor[] Of(Tensor output, IReadOnlyList<Tensor> inputs, Tensor? outputGradient = null, bool createGraph = false)
    {
        var handles = inputs.Select(t => t.Handle.Pointer).ToArray();
        var results = new nint[handles.Length];
        var root = output.Handle.Pointer;
        var weight = outputGradient?.Handle.Pointer ?? 0;
        fixed (nint* wanted = handles, found = results)
        {
            Status.Check(
                NativeMethods.semblance_grad(&root, outputGradient is null ? null : &weight, 1, wanted, handles.Length, createGraph ? 1 : 0, createGraph ? 1 : 0, 1, found),
                $"gradients({output})");
        }

        GC.KeepAlive(inputs);
        GC.KeepAlive(output);
        GC.KeepAlive(outputGradient);
        return [.. results.Select((r, k) => r == 0 ? Tensor.ZerosLike(inputs[k]) : Tensor.Own(r, []))];
    }
}
