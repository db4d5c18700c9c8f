using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Semblance.Pairs.Neighbours;

/// <summary>The index rows that may still be among the k nearest of one query row.</summary>
/// <remarks>An entry packs key and row number into 64 bits whose ascending order is: larger key first, then lower row.</remarks>
internal sealed class Shortlist(int k)
{
    private readonly int _most = (2 * k) + 64;
    private readonly ulong[] _entries = new ulong[2 * ((2 * k) + 64)];
    private float _threshold = float.NegativeInfinity;
    private float _margin;
    private int _count;

    // Compacted when so many are held: a list that is short early has a threshold early, and takes less afterwards.
    private int _limit = 4 * k;

    /// <summary>Memory of one list.</summary>
    internal static long Bytes(int k) => 2L * ((2 * k) + 64) * sizeof(ulong);

    /// <summary>Smallest key that is still taken.</summary>
    internal float Threshold => _threshold;

    internal void Reset(float margin)
    {
        _threshold = float.NegativeInfinity;
        _margin = margin;
        _count = 0;
        _limit = 4 * k;
    }

    /// <summary>Takes in the keys of consecutive index rows.</summary>
    /// <param name="keys">Inner products less halves, larger is nearer.</param>
    /// <param name="first">Row number of the first key.</param>
    /// <param name="skip">A row number to leave out, or -1.</param>
    internal void Take(ReadOnlySpan<float> keys, int first, int skip)
    {
        var i = 0;
        while (i + 8 <= keys.Length)
        {
            i = Far(keys, i);
            if (i + 8 > keys.Length) break;
            var near = Vector256.GreaterThanOrEqual(Vector256.Create(keys[i..]), Vector256.Create(_threshold)).ExtractMostSignificantBits();
            for (; near != 0; near &= near - 1)
            {
                var j = i + BitOperations.TrailingZeroCount(near);
                OfferUnless(keys[j], first + j, skip);
            }

            i += 8;
        }

        for (; i < keys.Length; i++) OfferUnless(keys[i], first + i, skip);
    }

    /// <summary>The first place from <paramref name="i"/> on, in steps of 8, within 32 keys of one that is near; nearly all are not.</summary>
    private int Far(ReadOnlySpan<float> keys, int i)
    {
        ref var start = ref MemoryMarshal.GetReference(keys);
        var limit = Vector256.Create(_threshold);
        for (; i + 32 <= keys.Length; i += 32)
        {
            var near = Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref start, (nuint)i), limit)
                | Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref start, (nuint)i + 8), limit)
                | Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref start, (nuint)i + 16), limit)
                | Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref start, (nuint)i + 24), limit);
            if (near.ExtractMostSignificantBits() != 0) break;
        }

        return i;
    }

    /// <summary>Takes in the inner products with consecutive index rows.</summary>
    /// <param name="products">Inner products.</param>
    /// <param name="halves">What is taken from each to make its key.</param>
    /// <param name="first">Row number of the first.</param>
    /// <param name="skip">A row number to leave out, or -1.</param>
    internal void Take(ReadOnlySpan<float> products, ReadOnlySpan<float> halves, int first, int skip)
    {
        var i = 0;
        for (; i + 8 <= products.Length; i += 8)
        {
            var keys = Vector256.Create(products[i..]) - Vector256.Create(halves[i..]);
            var near = Vector256.GreaterThanOrEqual(keys, Vector256.Create(_threshold)).ExtractMostSignificantBits();
            for (; near != 0; near &= near - 1)
            {
                var j = i + BitOperations.TrailingZeroCount(near);
                OfferUnless(products[j] - halves[j], first + j, skip);
            }
        }

        for (; i < products.Length; i++) OfferUnless(products[i] - halves[i], first + i, skip);
    }

    /// <summary>Row numbers of the candidates.</summary>
    internal ReadOnlySpan<ulong> Finish()
    {
        Compact();
        return _entries.AsSpan(0, _count);
    }

    internal static int RowOf(ulong entry) => (int)(uint)entry;

    /// <summary>Takes in one key; rows must come in ascending order.</summary>
    internal void Offer(float key, int row)
    {
        if (!(key >= _threshold)) return;
        if (_count >= _limit) Compact();
        if (key >= _threshold) _entries[_count++] = ((ulong)~Ordered(key) << 32) | (uint)row;
    }

    private void OfferUnless(float key, int row, int skip)
    {
        if (row != skip) Offer(key, row);
    }

    private void Compact()
    {
        if (_count < k) return;
        var smallest = KeyOf(Select(_entries.AsSpan(0, _count), k - 1)) - (2 * _margin);
        var last = ~Ordered(smallest);
        _threshold = Math.Max(_threshold, smallest);
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            if ((uint)(_entries[i] >> 32) <= last) _entries[kept++] = _entries[i];
        }

        if (kept > _most)
        {
            // Too many equals: later rows must beat the last one kept, as their numbers are higher.
            _entries.AsSpan(0, kept).Sort();
            kept = _most;
            _threshold = MathF.BitIncrement(KeyOf(_entries[kept - 1]));
        }

        _count = kept;
        _limit = Math.Min(_entries.Length, kept + (3 * k));
    }

    // The entry that a sort would put at a place (Hoare 1961); the entries change their order.
    private static ulong Select(Span<ulong> entries, int place)
    {
        var (from, to) = (0, entries.Length - 1);
        while (from < to)
        {
            var middle = entries[(from + to) / 2];
            var (i, j) = (from, to);
            while (i <= j)
            {
                while (entries[i] < middle) i++;
                while (entries[j] > middle) j--;
                if (i > j) break;
                (entries[i], entries[j]) = (entries[j], entries[i]);
                (i, j) = (i + 1, j - 1);
            }

            if (place <= j) to = j;
            else if (place >= i) from = i;
            else break;
        }

        return entries[place];
    }

    // Bits of a float in an order that integers share.
    private static uint Ordered(float key)
    {
        var bits = BitConverter.SingleToUInt32Bits(key);
        return (bits & 0x80000000) != 0 ? ~bits : bits | 0x80000000;
    }

    private static float KeyOf(ulong entry)
    {
        var bits = ~(uint)(entry >> 32);
        return BitConverter.UInt32BitsToSingle((bits & 0x80000000) != 0 ? bits & 0x7fffffff : ~bits);
    }
}
