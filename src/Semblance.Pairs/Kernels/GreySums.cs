namespace Semblance.Pairs.Kernels;

/// <summary>Sums of the channels of an image, band by band.</summary>
internal unsafe struct GreySums
{
    private double _first, _second, _third;

    /// <summary>Adds a band; bands come in order.</summary>
    internal void Add(Canvas canvas, Band band)
    {
        _first += ColourKernel.Sum(canvas.Plane(0), band);
        if (canvas.Channels != 3) return;
        _second += ColourKernel.Sum(canvas.Plane(1), band);
        _third += ColourKernel.Sum(canvas.Plane(2), band);
    }

    /// <summary>Mean of the grey image; the mean of the one channel where there is one.</summary>
    internal readonly float Mean(Canvas canvas)
    {
        var sum = canvas.Channels == 3 ? (ColourKernel.Red * _first) + (ColourKernel.Green * _second) + (ColourKernel.Blue * _third) : _first;
        return (float)(sum / canvas.PlaneLength);
    }
}
