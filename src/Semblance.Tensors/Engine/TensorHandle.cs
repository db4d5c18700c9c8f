using System.Runtime.InteropServices;

namespace Semblance.Tensors.Engine;

/// <summary>Owns one reference to a native tensor. Add-ref and release around each call close the window in which a
/// finaliser, or a dispose on another thread, could free it while the native call runs.</summary>
internal sealed class TensorHandle : SafeHandle
{
    private long _pressure;

    internal TensorHandle(nint tensor)
        : base(0, ownsHandle: true) => SetHandle(tensor);

    public override bool IsInvalid => handle == 0;

    /// <summary>For comparing identities; to use the tensor, hold it.</summary>
    internal nint Pointer => handle;

    /// <summary>Tells the collector what this small object keeps alive: without a scope nothing else frees it in time.</summary>
    internal void AddPressure(long bytes)
    {
        _pressure = bytes;
        GC.AddMemoryPressure(bytes);
    }

    protected override bool ReleaseHandle()
    {
        NativeMethods.semblance_tensor_release(handle);
        if (_pressure > 0) GC.RemoveMemoryPressure(_pressure);
        return true;
    }
}
