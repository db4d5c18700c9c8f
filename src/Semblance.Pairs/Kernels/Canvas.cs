namespace Semblance.Pairs.Kernels;

/// <summary>The image or vector one view is worked on in: planes of floats, full brightness 1, one canvas per thread.</summary>
/// <remarks>
/// Each plane is followed by at least 8 unused floats: kernels work in steps of 8 and may write past the last pixel.
/// A vector is one plane of height 1.
/// </remarks>
internal sealed unsafe class Canvas
{
    private PinnedFloats _pixels, _spare, _row = new(0);

    internal Canvas(int channels, int height, int width)
    {
        (Channels, Height, Width) = (channels, height, width);
        PlaneStride = ((PlaneLength + 7) & ~7) + 16;
        _pixels = new PinnedFloats(PlaneStride * channels);
        _spare = new PinnedFloats(PlaneStride * channels);
    }

    internal int Channels { get; }

    internal int Height { get; }

    internal int Width { get; }

    /// <summary>Pixels in a plane.</summary>
    internal int PlaneLength => Height * Width;

    /// <summary>Floats from one plane to the next.</summary>
    internal int PlaneStride { get; }

    internal float* Plane(int channel) => _pixels.Pointer + (long)channel * PlaneStride;

    /// <summary>A plane of the second set, which kernels that cannot work in place write to before <see cref="Swap"/>.</summary>
    internal float* SparePlane(int channel) => _spare.Pointer + (long)channel * PlaneStride;

    internal void Swap() => (_pixels, _spare) = (_spare, _pixels);

    /// <summary>Scratch of at least the given length; what was in it is lost.</summary>
    internal float* Scratch(int floats)
    {
        if (_row.Length < floats) _row = new PinnedFloats(floats);
        return _row.Pointer;
    }
}
