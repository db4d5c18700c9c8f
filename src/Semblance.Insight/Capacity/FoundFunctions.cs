using Semblance.Pairs.Moments;

namespace Semblance.Insight.Capacity;

/// <summary>Functions of a class in the order of their alignment, and the moments they were found and checked on.</summary>
/// <param name="Features">What the functions are linear in.</param>
/// <param name="Spectrum">The functions.</param>
/// <param name="Learnt">Moments they were found on.</param>
/// <param name="Held">Moments of held-out pairs.</param>
internal sealed record FoundFunctions(ProbeFeatures Features, AlignmentSpectrum Spectrum, PairMoments Learnt, PairMoments Held)
{
    /// <summary>Functions that are looked at: no more than held-out pairs can tell apart.</summary>
    internal int Count(int wanted) => Math.Max(1, Math.Min(Math.Min(wanted, Spectrum.Count), (int)(Held.Count / 2)));
}
