using Semblance.Pairs.Randomness;

namespace Semblance.Pairs.Designs;

/// <summary>One image of a digit: which, where in its cell, how bright.</summary>
/// <param name="Digit">0 to 9.</param>
/// <param name="Down">Rows from the top of the cell, 0 to 2.</param>
/// <param name="Right">Columns from the left of the cell, 0 to 4.</param>
/// <param name="Brightness">0.6 to 1.</param>
internal sealed record GlyphImage(int Digit, int Down, int Right, float Brightness)
{
    /// <summary>Smallest side of a cell in pixels: seven rows of a digit and room to move.</summary>
    internal const int Cell = 9;

    private const int Rows = 7, Columns = 5, Grid = 3, ImageSlot = 65320;

    private static readonly string[] Bitmaps =
    [
        "01110100011001110101110011000101110", "00100011000010000100001000010001110", "01110100010000100010001000100011111", "11111000100010000010000011000101110", "00010001100101010010111110001000010",
        "11111100001111000001000011000101110", "00110010001000011110100011000101110", "11111000010001000100010000100001000", "01110100011000101110100011000101110", "01110100011000101111000010001001100",
    ];

    /// <summary>The image of a number: digits take turns.</summary>
    internal static GlyphImage Draw(long seed, int number)
    {
        var draws = new Draws(seed, 0, number, 0, ImageSlot);
        return new GlyphImage(number % Bitmaps.Length, draws.Below(Cell - Rows + 1), draws.Below(Cell - Columns + 1), (float)draws.Uniform(0.6, 1));
    }

    /// <summary>The lit pixels of nine copies on a picture, three by three.</summary>
    internal IEnumerable<(int Y, int X, float Value)> Stamps(int height, int width)
    {
        var scale = Math.Max(1, Math.Min(height, width) / Grid / Cell);
        for (var copy = 0; copy < Grid * Grid; copy++)
        {
            var (top, left) = (copy / Grid * height / Grid, copy % Grid * width / Grid);
            for (var k = 0; k < Rows * Columns * scale * scale; k++)
            {
                var (y, x) = (k / (Columns * scale), k % (Columns * scale));
                if (Bitmaps[Digit][(y / scale * Columns) + (x / scale)] == '1' && top + (Down * scale) + y < height && left + (Right * scale) + x < width)
                {
                    yield return (top + (Down * scale) + y, left + (Right * scale) + x, Brightness);
                }
            }
        }
    }
}
