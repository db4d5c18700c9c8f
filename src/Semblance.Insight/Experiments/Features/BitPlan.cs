using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Features;

/// <summary>Random bits in inputs: as repeated numbers beside the pixels, or as single pixels of a 3 x 4 block in a corner.</summary>
internal sealed record BitPlan
{
    private const int Repeats = 14, Across = 4;

    internal int Count { get; init; }

    /// <summary>Chance that a view shows the other value.</summary>
    internal double Flip { get; init; }

    /// <summary>Whether bits are pixels.</summary>
    internal bool IsPainted { get; init; }

    /// <summary>Whether every view has bits of its own.</summary>
    internal bool IsControl { get; init; }

    /// <summary>Whether pixels are painted before augmentation.</summary>
    internal bool IsBefore { get; init; }

    /// <summary>Numbers of an input.</summary>
    internal int Dim => SmallClothes.Dim + (IsPainted ? 0 : Repeats * Count);

    /// <summary>All of it in words, the same for the same plan.</summary>
    internal string Words => FormattableString.Invariant($"{Count} bits flip {Flip} painted {IsPainted} control {IsControl} before {IsBefore}");

    /// <summary>Inputs with bits as they are, [rows, <see cref="Dim"/>].</summary>
    internal Matrix Clean(Matrix pictures, Matrix bits) => IsPainted ? Painted(pictures, bits) : ClothesMoments.Beside(pictures, Repeated(bits));

    /// <summary>A view, [rows, <see cref="Dim"/>].</summary>
    internal Matrix View(Rng rng, ClothesViews? views, Matrix pictures, Matrix bits)
    {
        var shown = IsControl ? ClothesMoments.Bits(rng, bits.Rows, bits.Columns) : ClothesMoments.Flipped(rng, bits, Flip);
        if (IsPainted && IsBefore) return views is null ? Painted(pictures, shown) : views.Draw(rng, Painted(pictures, shown));
        return Clean(views is null ? pictures : views.Draw(rng, pictures), shown);
    }

    private Matrix Painted(Matrix pictures, Matrix bits)
    {
        var result = new Matrix(pictures.Rows, pictures.Columns, [.. pictures.Values]);
        for (var row = 0; row < result.Rows; row++)
        {
            for (var bit = 0; bit < Count; bit++) result[row, (bit / Across * SmallClothes.Side) + (bit % Across)] = (bits[row, bit] + 1) / 2;
        }

        return result;
    }

    private Matrix? Repeated(Matrix bits)
    {
        if (Count == 0) return null;
        var result = new Matrix(bits.Rows, Repeats * Count);
        for (var row = 0; row < bits.Rows; row++)
        {
            for (var k = 0; k < result.Columns; k++) result[row, k] = bits[row, k / Repeats];
        }

        return result;
    }
}
