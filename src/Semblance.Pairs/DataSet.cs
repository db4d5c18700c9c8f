using Semblance.Pairs.Loading;

namespace Semblance.Pairs;

/// <summary>Samples that can be read by number from any thread: images as bytes, or vectors as floats.</summary>
public abstract class DataSet : IDisposable
{
    /// <summary>The name it was opened with.</summary>
    public abstract string Name { get; }

    /// <summary>Number of samples that can be read.</summary>
    public abstract int Count { get; }

    /// <summary>Shape of a sample, [channels, height, width]. Image folders give the size asked for, as their files differ.</summary>
    public abstract SampleShape Shape { get; }

    /// <summary>Class of each sample, from 0, [count]; null when the data have none.</summary>
    public virtual IReadOnlyList<int>? Labels => null;

    /// <summary>A coarser class of each sample, from 0, [count]; null when the data have none. CIFAR-100 has 20.</summary>
    public virtual IReadOnlyList<int>? CoarseLabels => null;

    /// <summary>Name of each class; empty when the data have no labels.</summary>
    public virtual IReadOnlyList<string> ClassNames => [];

    /// <summary>What else is known of every sample; empty when nothing is. Synthetic data know everything that was put in, CelebA has 40 attributes.</summary>
    public virtual IReadOnlyList<SampleFactor> Factors => [];

    /// <summary>The pairs that come with the data; null when they have none.</summary>
    public virtual IPairSource? OwnPairs => null;

    /// <summary>Samples that could not be read. Grows while reading where damage shows only in decoding.</summary>
    public virtual IReadOnlyList<SkippedSample> Skipped => [];

    /// <summary>The fixed mean and standard deviation of these data.</summary>
    public virtual Normalisation Normalisation =>
        Shape.IsImage ? Normalisation.Half(Shape.Channels) : Normalisation.None(1);

    /// <summary>Channels, or numbers of a vector, that are put to every view after augmentation and are no part of the picture; they are the last of <see cref="Shape"/>. 0 for most data.</summary>
    public virtual int AppendedChannels => 0;

    /// <summary>Full size of image <paramref name="index"/> in its file.</summary>
    /// <param name="index">Sample number, from 0.</param>
    public virtual ImageSize SizeOf(int index) => new(Shape.Height, Shape.Width);

    /// <summary>Reads the pixels of an image into <paramref name="buffer"/>.</summary>
    /// <param name="index">Sample number, from 0.</param>
    /// <param name="buffer">Receives pixels, size and channels; one buffer per thread.</param>
    /// <param name="reduction">1, 2, 4 or 8: the image may be given smaller by this factor where decoding is quicker so. Default 1.</param>
    /// <exception cref="InvalidOperationException">The samples are vectors.</exception>
    public virtual void ReadPixels(int index, PixelBuffer buffer, int reduction = 1) =>
        throw new InvalidOperationException($"The samples of {Name} are vectors: use Row.");

    /// <summary>The values of a vector, [dim].</summary>
    /// <param name="index">Sample number, from 0.</param>
    /// <exception cref="InvalidOperationException">The samples are images.</exception>
    public virtual ReadOnlySpan<float> Row(int index) =>
        throw new InvalidOperationException($"The samples of {Name} are images: use ReadPixels.");

    /// <summary>Puts into an augmented view what no augmentation touches.</summary>
    /// <param name="sample">Sample number, from 0.</param>
    /// <param name="view">The view.</param>
    internal virtual void Mark(int sample, MarkedView view)
    {
    }

    /// <summary>Lets go of files and memory.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Gives pixels that are in memory already, for data sets of one's own.</summary>
    /// <param name="buffer">Receives them.</param>
    /// <param name="pixels">Rows of interleaved channels, [height, width, channels]; not copied.</param>
    /// <param name="size">Size of the image.</param>
    /// <param name="channels">Channels, 1 or 3.</param>
    /// <param name="index">Which sample it is.</param>
    protected static void Fill(PixelBuffer buffer, ReadOnlyMemory<byte> pixels, ImageSize size, int channels, int index) =>
        (buffer.Pixels, buffer.Size, buffer.Channels, buffer.Index) = (pixels, size, channels, index);

    /// <summary>Lets go of files and memory; data sets that hold none have nothing to do.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
