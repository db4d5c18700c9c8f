using Semblance.Numerics;
using Semblance.Objectives.Features;
using Semblance.Pairs.Moments;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Features;

/// <summary>Second moments of eight views of small pictures with further numbers beside them, and embeddings of clean pictures.</summary>
internal static class ClothesMoments
{
    private const int Views = 8;

    /// <summary>Moments of pixels, bits and the constant; pairs are different views.</summary>
    /// <param name="pictures">Training pictures.</param>
    /// <param name="strength">Of the augmentation.</param>
    /// <param name="bits">-1 or 1, [pictures, bits]; null for none.</param>
    /// <param name="flip">Chance that a view shows the other value of a bit.</param>
    /// <param name="seed">Of the views.</param>
    internal static FeatureMoments Of(SmallClothes pictures, double strength, Matrix? bits, double flip, long seed)
    {
        using var rng = new Rng(seed);
        var maker = new ClothesViews(strength);
        double[][] views = [.. Enumerable.Range(0, Views).Select(_ => Beside(maker.Draw(rng, pictures.Pixels), bits is null ? null : Flipped(rng, bits, flip)).Values)];
        var moments = PairMomentsOf.Views(views, SmallClothes.Dim + (bits?.Columns ?? 0), labels: pictures.Coarse);
        return FeatureMoments.Of(moments, new FeatureMomentOptions { AppendsConstant = true });
    }

    /// <summary>Clean pictures with their bits and the constant, [pictures, features].</summary>
    internal static Matrix Clean(SmallClothes pictures, Matrix? bits)
    {
        var ones = new Matrix(pictures.Count, 1, [.. Enumerable.Repeat(1.0, pictures.Count)]);
        return Beside(Beside(pictures.Pixels, bits), ones);
    }

    internal static Matrix Bits(Rng rng, int rows, int bits) => new(rows, bits, [.. Spectral.Draw.Uniform(rng, rows * bits).Select(u => u < .5 ? -1.0 : 1)]);

    internal static Matrix Flipped(Rng rng, Matrix bits, double flip)
    {
        if (flip == 0) return bits;
        var chance = Spectral.Draw.Uniform(rng, bits.Values.Length);
        return new Matrix(bits.Rows, bits.Columns, [.. bits.Values.Select((b, k) => chance[k] < flip ? -b : b)]);
    }

    internal static Matrix Beside(Matrix left, Matrix? right)
    {
        if (right is null) return left;
        var result = new Matrix(left.Rows, left.Columns + right.Columns);
        for (var row = 0; row < left.Rows; row++)
        {
            left.Row(row).CopyTo(result.Row(row));
            right.Row(row).CopyTo(result.Row(row)[left.Columns..]);
        }

        return result;
    }
}
