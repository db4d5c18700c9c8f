using System.Runtime.InteropServices;

namespace Semblance.Tensors.Engine;

/// <summary>Owns one reference to a native tensor. Add-ref and release around each call close the window in which a
/// finaliser could run while the native call does.</summary>
internal sealed class TensorHandle : SafeHandle
{
    internal TensorHandle(nint tensor)
        : base(0, ownsHandle: true) => SetHandle(tensor);

    public override bool IsInvalid => handle == 0;

    internal nint Pointer => handle;

    protected override bool ReleaseHandle()
    {
        NativeMethods.semblance_tensor_release(handle);
        return true;
    }
}
