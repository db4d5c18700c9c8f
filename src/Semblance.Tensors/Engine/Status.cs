namespace Semblance.Tensors.Engine;

internal static unsafe class Status
{
    /// <summary>Throws what the engine reported; its text belongs to this thread until the next call.</summary>
    internal static void Check(int status, string operation)
    {
        if (status != 0) throw new TorchException((TorchErrorKind)status, operation, Text.From(NativeMethods.semblance_last_error()));
    }
}
