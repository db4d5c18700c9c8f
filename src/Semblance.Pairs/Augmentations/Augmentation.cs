using Semblance.Options;
using Semblance.Pairs.Kernels;
using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Augmentations;

/// <summary>One random change of a view: its ranges, the numbers it draws and what it does with them.</summary>
/// <remarks>Drawing and applying are apart: what is applied depends on the drawn numbers alone, and these are given back as parameters.</remarks>
public abstract record Augmentation
{
    /// <summary>Chance that it is applied to a view, 0 to 1. Default 1, or as the augmentation says.</summary>
    [Option("probability", "Chance that it is applied to a view.", Min = 0, Max = 1)]
    public double Probability { get; init; } = 1;

    /// <summary>The word used in files.</summary>
    internal abstract string Word { get; }

    internal abstract AugmentationStage Stage { get; }

    /// <summary>Names of the numbers it draws.</summary>
    internal abstract IReadOnlyList<string> ParameterNames { get; }

    /// <summary>Writes the numbers that stand for leaving the view as it is.</summary>
    internal abstract void Neutral(Span<float> parameters);

    /// <summary>Draws the numbers of one view.</summary>
    /// <param name="draws">The stream of this augmentation.</param>
    /// <param name="source">Size of the picture.</param>
    /// <param name="output">Shape of the view.</param>
    /// <param name="parameters">Receives the numbers; holds the neutral ones before.</param>
    internal abstract void Draw(ref Draws draws, ImageSize source, SampleShape output, Span<float> parameters);

    /// <summary>Changes the frame; for the frame stage.</summary>
    internal virtual void Apply(ReadOnlySpan<float> parameters, ImageSize source, ref Frame frame)
    {
    }

    /// <summary>Changes the canvas; for the other stages.</summary>
    /// <param name="parameters">The numbers drawn; an augmentation may note here what came out.</param>
    /// <param name="canvas">The view.</param>
    /// <param name="draws">A second stream, for one number per pixel or feature.</param>
    internal virtual void Apply(Span<float> parameters, Canvas canvas, ref Draws draws)
    {
    }

    /// <summary>Checks what single ranges cannot say.</summary>
    /// <exception cref="Errors.RequestException">Two values contradict each other.</exception>
    internal virtual void Validate()
    {
    }

    private protected void MustNotCross(string range, double low, double high)
    {
        if (low <= high) return;
        throw new Errors.RequestException(
            $"option '{range}' of augmentation '{Word}' runs backwards",
            FormattableString.Invariant($"got [{low}, {high}]"),
            "give the smaller number first");
    }
}
