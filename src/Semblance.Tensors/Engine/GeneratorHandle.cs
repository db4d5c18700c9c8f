using System.Runtime.InteropServices;

namespace Semblance.Tensors.Engine;

/// <summary>Owns a native random generator.</summary>
internal sealed class GeneratorHandle : SafeHandle
{
    internal GeneratorHandle(nint generator)
        : base(0, ownsHandle: true) => SetHandle(generator);

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        NativeMethods.semblance_generator_free(handle);
        return true;
    }
}
