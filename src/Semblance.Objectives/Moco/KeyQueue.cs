using Semblance.Networks;
using Semblance.Tensors;

namespace Semblance.Objectives.Moco;

/// <summary>The unit keys of earlier batches, oldest overwritten first.</summary>
internal sealed class KeyQueue : Module
{
    private readonly Tensor _position;

    /// <summary>A queue of random directions, as the authors' program starts with.</summary>
    /// <param name="size">Number of keys, >= 1.</param>
    /// <param name="dim">Size of a key, >= 1.</param>
    /// <param name="rng">Draws the first keys.</param>
    internal KeyQueue(int size, int dim, Rng rng)
    {
        using var scope = new TensorScope();
        Keys = AddBuffer("keys", Tensor.RandomNormal(rng, [size, dim]).Normalize());
        _position = AddBuffer("position", Tensor.Zeros([], ElementType.Int64));
    }

    /// <summary>All keys, [size, dim].</summary>
    internal Tensor Keys { get; }

    /// <summary>Stores keys, [rows, dim], and returns the queue, [size, dim].</summary>
    public override Tensor Forward(Tensor input)
    {
        using var silent = new NoGradient();
        using var scope = new TensorScope();
        var size = Keys.Size(0);
        var rows = input.Size(0);
        var fresh = rows > size ? input.Narrow(0, rows - size, size) : input;
        var start = (long)_position.Item();
        var count = fresh.Size(0);
        var straight = Math.Min(count, size - start);
        Keys.Narrow(0, start, straight).CopyInPlace(fresh.Narrow(0, 0, straight));
        if (count > straight) Keys.Narrow(0, 0, count - straight).CopyInPlace(fresh.Narrow(0, straight, count - straight));
        _position.CopyInPlace(Tensor.Scalar((start + count) % size, ElementType.Int64));
        return Keys;
    }
}
