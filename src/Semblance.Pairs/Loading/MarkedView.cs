using Semblance.Pairs.Kernels;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Loading;

/// <summary>An augmented view into which a data set puts what no augmentation touches.</summary>
/// <param name="canvas">The picture, values in [0, 1], or the vector.</param>
/// <param name="appended">Receives the channels, or numbers, that come after it.</param>
/// <param name="seed">Of the loader.</param>
/// <param name="epoch">Of the view.</param>
/// <param name="row">Of the pair source.</param>
/// <param name="view">Number of the view.</param>
/// <param name="isPlain">Whether the view is for evaluation.</param>
internal readonly ref struct MarkedView(Canvas canvas, Span<float> appended, long seed, int epoch, int row, int view, bool isPlain)
{
    internal Canvas Canvas { get; } = canvas;

    internal Span<float> Appended { get; } = appended;

    /// <summary>Whether everything shown is the truth of the sample.</summary>
    internal bool IsPlain { get; } = isPlain;

    /// <summary>Random numbers of this view alone.</summary>
    /// <param name="slot">Apart from those of augmentations.</param>
    internal Draws Draws(int slot) => new(seed, epoch, row, view, slot);

    /// <summary>The same view with a part of what is appended.</summary>
    internal MarkedView With(Span<float> part) => new(Canvas, part, seed, epoch, row, view, IsPlain);
}
