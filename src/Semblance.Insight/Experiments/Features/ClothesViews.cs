using Semblance.Numerics;
using Semblance.Tensors;

namespace Semblance.Insight.Experiments.Features;

/// <summary>Augmented views of small pictures: moved by up to two pixels, mirrored, with other contrast and brightness, a square cut out, noise.</summary>
/// <remarks>The square is centred on any pixel and may hang over the edge: so the printed spectra are met on the printed pictures (docs/reproduce.md).</remarks>
/// <param name="strength">Scales contrast (1 +- .4), brightness (+- .1) and noise (.05); at 0 nothing is cut out.</param>
internal sealed class ClothesViews(double strength)
{
    private const int Side = SmallClothes.Side, Hole = 5, Most = 2;

    /// <summary>One view of each picture, [rows, 196].</summary>
    internal Matrix Draw(Rng rng, Matrix pictures)
    {
        var views = Spectral.Draw.Normal(rng, pictures.Rows, SmallClothes.Dim, .05 * strength);
        var chance = Spectral.Draw.Uniform(rng, 7 * pictures.Rows);
        for (var row = 0; row < pictures.Rows; row++) Add(pictures.Row(row), views.Row(row), chance.AsSpan(7 * row, 7));
        return views;
    }

    private void Add(ReadOnlySpan<double> picture, Span<double> view, ReadOnlySpan<double> chance)
    {
        var (down, right) = ((int)(((2 * Most) + 1) * chance[0]) - Most, (int)(((2 * Most) + 1) * chance[1]) - Most);
        var mirrored = chance[2] < .5;
        var contrast = 1 + (.4 * strength * ((2 * chance[3]) - 1));
        var brightness = .1 * strength * ((2 * chance[4]) - 1);
        var (top, left) = ((int)(Side * chance[5]) - (Hole / 2), (int)(Side * chance[6]) - (Hole / 2));
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var (fromY, fromX) = (y - down, x - right);
                if (mirrored) fromX = Side - 1 - fromX;
                var value = fromY is >= 0 and < Side && fromX is >= 0 and < Side ? picture[(fromY * Side) + fromX] : 0;
                var isCut = strength > 0 && y >= top && y < top + Hole && x >= left && x < left + Hole;
                view[(y * Side) + x] += isCut ? 0 : (contrast * value) + brightness;
            }
        }
    }
}
