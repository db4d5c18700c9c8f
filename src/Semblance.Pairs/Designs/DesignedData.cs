using Semblance.Pairs.Loading;

namespace Semblance.Pairs.Designs;

/// <summary>A data set with something put on it; what a design does not change is that of the data below.</summary>
internal abstract class DesignedData(DataSet inner, DesignPlace place) : DataSet
{
    public override string Name => place.Name;

    public override int Count => inner.Count;

    public override SampleShape Shape => inner.Shape;

    public override IReadOnlyList<int>? Labels => inner.Labels;

    public override IReadOnlyList<int>? CoarseLabels => inner.CoarseLabels;

    public override IReadOnlyList<string> ClassNames => inner.ClassNames;

    public override IReadOnlyList<SampleFactor> Factors => inner.Factors;

    public override IPairSource? OwnPairs => inner.OwnPairs;

    public override IReadOnlyList<SkippedSample> Skipped => inner.Skipped;

    public override Normalisation Normalisation => inner.Normalisation;

    public override int AppendedChannels => inner.AppendedChannels;

    protected DesignPlace Place => place;

    public override ImageSize SizeOf(int index) => inner.SizeOf(index);

    public override void ReadPixels(int index, PixelBuffer buffer, int reduction = 1) => inner.ReadPixels(index, buffer, reduction);

    public override ReadOnlySpan<float> Row(int index) => inner.Row(index);

    internal override void Mark(int sample, MarkedView view) => inner.Mark(sample, view);

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
