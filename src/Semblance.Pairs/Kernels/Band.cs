namespace Semblance.Pairs.Kernels;

/// <summary>Some pixels of every plane, in the order of memory: few enough that three planes of them stay in the first cache.</summary>
/// <param name="From">The first; a multiple of <see cref="Length"/>.</param>
/// <param name="End">One past the last.</param>
internal readonly record struct Band(int From, int End)
{
    /// <summary>Pixels of a whole band.</summary>
    internal const int Length = 1024;

    /// <summary>All pixels at once.</summary>
    internal static Band Of(Canvas canvas) => new(0, canvas.PlaneLength);

    /// <summary>The band that begins at a pixel; the last one is shorter.</summary>
    internal static Band At(Canvas canvas, int from) => new(from, Math.Min(canvas.PlaneLength, from + Length));
}
