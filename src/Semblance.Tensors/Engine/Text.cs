using System.Runtime.InteropServices;

namespace Semblance.Tensors.Engine;

internal static unsafe class Text
{
    internal static string From(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";
}
