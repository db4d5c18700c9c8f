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
        using var held = new Held(loss.Handle, loss);
        var root = held.Pointer;
        Status.Check(NativeMethods.semblance_backward(&root, null, 1, keepGraph ? 1 : 0), "backward", loss);
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
        using var call = new CallFrame([output, outputGradient, inputs as Tensor[] ?? [.. inputs]]);
        var results = new nint[inputs.Count];
        var root = call.Values[0].Pointer;
        var weight = call.Values[1].Pointer;
        var record = createGraph ? 1 : 0;
        fixed (nint* found = results)
        {
            Status.Check(
                NativeMethods.semblance_grad(&root, outputGradient is null ? null : &weight, 1, (nint*)call.Values[2].Pointer, results.Length, record, record, 1, found),
                "gradients",
                output);
        }

        return [.. results.Select((r, k) => r == 0 ? Tensor.ZerosLike(inputs[k]) : Tensor.Own(r, []))];
    }
}
