namespace Semblance.Pairs.Randomness;

/// <summary>A stream of random numbers that depends only on (seed, epoch, index, view, slot).</summary>
/// <remarks>
/// Counter of <see cref="Philox"/>: word 0 counts blocks within the stream, word 1 is view * 65536 + slot, word 2 the sample's index and
/// word 3 the epoch; the key is the seed. Each augmentation of a list has its own slot, so that adding draws to one
/// does not change another. Slots from 65280 up serve shuffling, pairing and synthetic data.
/// </remarks>
internal struct Draws
{
    internal const int ShuffleSlot = 65280, PartnerSlot = 65281, PairSlot = 65282, StateSlot = 65283, ViewSlot = 65284, PlaceSlot = 65285;

    private readonly ulong _key;
    private readonly uint _stream, _index, _epoch;
    private uint _block;
    private int _left;
    private PhiloxBlock _bits;

    internal Draws(long seed, int epoch, int index, int view, int slot)
    {
        _key = (ulong)seed;
        _stream = ((uint)view << 16) | (uint)slot;
        _index = (uint)index;
        _epoch = (uint)epoch;
    }

    /// <summary>32 random bits.</summary>
    internal uint Bits()
    {
        if (_left == 0)
        {
            _bits = NextBlock();
            _left = 4;
        }

        return _left-- switch { 4 => _bits.First, 3 => _bits.Second, 2 => _bits.Third, _ => _bits.Fourth };
    }

    /// <summary>The next whole block; bits left over of the one before are not used again.</summary>
    internal PhiloxBlock NextBlock() => Philox.Block(new PhiloxBlock(_block++, _stream, _index, _epoch), _key);

    /// <summary>Uniform in [0, 1) in steps of 2^-32.</summary>
    internal double Unit() => Bits() * (1.0 / 4294967296.0);

    /// <summary>Uniform in [low, high).</summary>
    internal double Uniform(double low, double high) => low + (high - low) * Unit();

    /// <summary>True with the given probability.</summary>
    internal bool Chance(double probability) => Unit() < probability;

    /// <summary>+1 or -1, evenly.</summary>
    internal int Sign() => (Bits() & 1) == 0 ? 1 : -1;

    /// <summary>A standard normal number (Box and Muller 1958); two are drawn and one is used.</summary>
    internal double Normal() => Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit());

    /// <summary>Uniform integer in [0, count), without bias.</summary>
    /// <remarks>Lemire, "Fast random integer generation in an interval" (2019).</remarks>
    internal int Below(int count)
    {
        var bound = (uint)count;
        var product = (ulong)Bits() * bound;
        if ((uint)product < bound)
        {
            var threshold = unchecked(0u - bound) % bound;
            while ((uint)product < threshold) product = (ulong)Bits() * bound;
        }

        return (int)(product >> 32);
    }
}
