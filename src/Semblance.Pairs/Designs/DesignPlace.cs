using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Designs;

/// <summary>Where a design stands: its draws are its own.</summary>
/// <param name="Name">The whole name of the data set up to and with this design.</param>
/// <param name="BaseName">Name of the data set without designs.</param>
/// <param name="Split">Which part of the data.</param>
/// <param name="Number">Of the designs in the name, from 0.</param>
internal sealed record DesignPlace(string Name, string BaseName, Split Split, int Number)
{
    /// <summary>Designs that a name may chain.</summary>
    internal const int Most = 8;

    private const int FirstTruth = 65300, FirstView = FirstTruth + Most;

    /// <summary>Slot of what is drawn anew for every view.</summary>
    internal int ViewSlot => FirstView + Number;

    /// <summary>What is drawn once for a sample.</summary>
    /// <param name="seed">Of the design.</param>
    /// <param name="sample">Sample number.</param>
    internal Draws Truth(long seed, int sample) => new(seed, (int)Split, sample, 0, FirstTruth + Number);
}
