using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace Semblance.Tensors.Engine;

/// <summary>The C ABI of native/engine; names equal the C names.</summary>
internal static unsafe partial class NativeMethods
{
    internal const string Library = "semblance_native";

    [LibraryImport(Library)] internal static partial int semblance_abi_version();
    [LibraryImport(Library)] internal static partial byte* semblance_build_info();
    [LibraryImport(Library)] internal static partial byte* semblance_last_error();

    [LibraryImport(Library)] internal static partial int semblance_op_find(byte* name, byte* overload, void** op);
    [LibraryImport(Library)] internal static partial byte* semblance_op_schema(void* op);
    [LibraryImport(Library)] internal static partial int semblance_op_call(void* op, Value* args, int count, Value** results, int* resultCount);
    [LibraryImport(Library)] internal static partial int semblance_op_count();

    [LibraryImport(Library)] internal static partial void semblance_tensor_retain(nint tensor);
    [LibraryImport(Library)] internal static partial void semblance_tensor_release(nint tensor);
    [LibraryImport(Library)] internal static partial int semblance_tensor_describe(nint tensor, Description* description);
    [LibraryImport(Library)] internal static partial int semblance_tensor_grad(nint tensor, nint* gradient);
    [LibraryImport(Library)] internal static partial int semblance_tensor_set_grad(nint tensor, nint gradient);
    [LibraryImport(Library)] internal static partial int semblance_tensor_set_requires_grad(nint tensor, int on);

    [LibraryImport(Library)] internal static partial int semblance_backward(nint* roots, nint* gradients, int count, int keepGraph);

    [LibraryImport(Library)]
    internal static partial int semblance_grad(
        nint* outputs, nint* outputGradients, int outputsCount, nint* inputs, int inputsCount, int keepGraph, int createGraph, int allowUnused, nint* results);

    [LibraryImport(Library)] internal static partial int semblance_grad_mode(int on);

    [LibraryImport(Library)] internal static partial int semblance_generator_new(ulong seed, int deviceType, int deviceIndex, nint* generator);
    [LibraryImport(Library)] internal static partial void semblance_generator_free(nint generator);
    [LibraryImport(Library)] internal static partial int semblance_generator_seed(nint generator, ulong seed);
    [LibraryImport(Library)] internal static partial int semblance_generator_state(nint generator, nint* tensor);
    [LibraryImport(Library)] internal static partial int semblance_generator_set_state(nint generator, nint tensor);

    [LibraryImport(Library)] internal static partial int semblance_setup(delegate* unmanaged<byte*, void> warning, int keepMemory);
    [LibraryImport(Library)] internal static partial int semblance_set_threads(int threads);
    [LibraryImport(Library)] internal static partial int semblance_get_threads();
    [LibraryImport(Library)] internal static partial byte* semblance_blas_core();
    [LibraryImport(Library)] internal static partial int semblance_set_deterministic(int on);
    [LibraryImport(Library)] internal static partial int semblance_autocast(int deviceType, int on, int elementType, int* wasOn, int* typeBefore);
    [LibraryImport(Library)] internal static partial int semblance_cuda_devices(int* count);
    [LibraryImport(Library)] internal static partial long semblance_memory_kept();
    [LibraryImport(Library)] internal static partial void semblance_memory_drop();

    [DllImport("libc", EntryPoint = "setenv")] internal static extern int SetEnvironment(byte* name, byte* value, int overwrite);
}
