using System.Runtime.InteropServices;

namespace Semblance.Tensors.Engine;

/// <summary>Keeps a native object alive for the length of one call, whatever finalisers and other threads do.</summary>
internal readonly ref struct Held
{
    private readonly SafeHandle _handle;

    /// <exception cref="ObjectDisposedException">The object was disposed; the exception names its owner.</exception>
    internal Held(SafeHandle handle, object owner)
    {
        ObjectDisposedException.ThrowIf(handle.IsClosed, owner);
        var added = false;
        handle.DangerousAddRef(ref added);
        _handle = handle;
    }

    internal nint Pointer => _handle.DangerousGetHandle();

    public void Dispose() => _handle.DangerousRelease();
}
