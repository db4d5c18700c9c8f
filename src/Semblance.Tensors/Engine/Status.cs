namespace Semblance.Tensors.Engine;

internal static unsafe class Status
{
    /// <summary>Throws what the engine reported; its text belongs to this thread until the next call.</summary>
    internal static void Check(int status, string operation, Tensor? tensor = null)
    {
        if (status == 0) return;
        var text = Text.From(NativeMethods.semblance_last_error());
        throw new TorchException((TorchErrorKind)status, tensor is null ? operation : $"{operation}({tensor})", text);
    }
}
