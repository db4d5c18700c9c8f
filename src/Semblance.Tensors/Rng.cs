using Semblance.Tensors.Engine;

namespace Semblance.Tensors;

/// <summary>A seeded generator for tensor operations. Same seed, same engine, same numbers; bit-identical to PyTorch's CPU generator.</summary>
public sealed unsafe class Rng : IDisposable
{
    private nint _generator;

    /// <summary>A generator at the start of the sequence of <paramref name="seed"/>.</summary>
    /// <param name="seed">Any integer.</param>
    public Rng(long seed)
    {
        Runtime.EnsureLoaded();
        nint generator;
        Status.Check(NativeMethods.semblance_generator_new((ulong)seed, &generator), "make a generator");
        _generator = generator;
    }

    /// <summary>Frees the native generator of an object that was not disposed.</summary>
    ~Rng() => Free();

    internal nint Pointer => _generator != 0 ? _generator : throw new ObjectDisposedException(nameof(Rng));

    /// <summary>The whole state as bytes, [bytes] of uint8; put back by <see cref="SetState"/>.</summary>
    public byte[] GetState()
    {
        nint state;
        Status.Check(NativeMethods.semblance_generator_state(Pointer, &state), "read a generator's state");
        using var tensor = Tensor.Own(state, []);
        return tensor.ToArray<byte>();
    }

    /// <summary>Continues from a state that <see cref="GetState"/> gave.</summary>
    /// <exception cref="TorchException">The bytes are not a generator's state.</exception>
    public void SetState(ReadOnlySpan<byte> state)
    {
        using var scope = new TensorScope();
        var tensor = Tensor.FromSpan(state, state.Length);
        Status.Check(NativeMethods.semblance_generator_set_state(Pointer, tensor.Handle.Pointer), "set a generator's state");
        GC.KeepAlive(tensor);
    }

    /// <summary>Frees the native generator.</summary>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        var generator = Interlocked.Exchange(ref _generator, 0);
        if (generator != 0) NativeMethods.semblance_generator_free(generator);
    }
}
