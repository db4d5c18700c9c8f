using Semblance.Tensors.Engine;

namespace Semblance.Tensors;

/// <summary>A seeded generator for tensor operations. Same seed, same engine, same numbers; bit-identical to PyTorch's generator of
/// the same device.</summary>
public sealed unsafe class Rng : IDisposable
{
    /// <summary>A generator at the start of the sequence of <paramref name="seed"/>.</summary>
    /// <param name="seed">Any integer.</param>
    /// <param name="device">Where the numbers are made; tensors it fills must live there. Default: the processor.</param>
    /// <exception cref="TorchException">There is no such device.</exception>
    public Rng(long seed, Device device = default)
    {
        Runtime.EnsureLoaded();
        nint generator;
        Status.Check(NativeMethods.semblance_generator_new((ulong)seed, (int)device.Type, device.Index, &generator), $"make a generator on {device}");
        Handle = new GeneratorHandle(generator);
        Device = device;
    }

    /// <summary>Where the numbers are made.</summary>
    public Device Device { get; }

    internal GeneratorHandle Handle { get; }

    /// <summary>The whole state as bytes, [bytes] of uint8; put back by <see cref="SetState"/>.</summary>
    public byte[] GetState()
    {
        using var held = new Held(Handle, this);
        nint state;
        Status.Check(NativeMethods.semblance_generator_state(held.Pointer, &state), "read a generator's state");
        using var tensor = Tensor.Own(state, []);
        return tensor.ToArray<byte>();
    }

    /// <summary>Continues from a state that <see cref="GetState"/> gave.</summary>
    /// <exception cref="TorchException">The bytes are not a generator's state.</exception>
    public void SetState(ReadOnlySpan<byte> state)
    {
        using var held = new Held(Handle, this);
        using var tensor = Tensor.FromSpan(state, state.Length);
        using var bytes = new Held(tensor.Handle, tensor);
        Status.Check(NativeMethods.semblance_generator_set_state(held.Pointer, bytes.Pointer), "set a generator's state");
    }

    /// <summary>Frees the native generator.</summary>
    public void Dispose() => Handle.Dispose();
}
