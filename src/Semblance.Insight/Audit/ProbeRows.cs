using Semblance.Errors;
using Semblance.Insight.Evaluation;

namespace Semblance.Insight.Audit;

/// <summary>Rows that are probed, and which of them fit a head and which test it.</summary>
/// <param name="Rows">Row numbers of the features, ascending.</param>
/// <param name="Folds">Places in <see cref="Rows"/> to fit on and to test on; with few rows two halves in turn, with many one pair.</param>
internal sealed record ProbeRows(int[] Rows, IReadOnlyList<(int[] Fit, int[] Test)> Folds)
{
    private const int Few = 4000;

    internal int Tested => Folds.Sum(f => f.Test.Length);

    internal static ProbeRows Of(int rows, bool[]? heldOut, int most, int seed)
    {
        var order = Splits.Shuffled(rows, new Random(seed));
        if (heldOut is null)
        {
            int[] chosen = [.. order.Take(Math.Min(rows, most)).Order()];
            var places = Splits.Shuffled(chosen.Length, new Random(seed + 1));
            var half = places.Length / 2;
            int[] first = places[..half], second = places[half..];
            return new ProbeRows(chosen, chosen.Length <= Few ? [(first, second), (second, first)] : [(first, second)]);
        }

        int[] fit = [.. order.Where(r => !heldOut[r]).Take(most / 2)], test = [.. order.Where(r => heldOut[r]).Take(most / 2)];
        if (fit.Length < 2 || test.Length < 2) throw new RequestException("the split leaves a part without rows", $"{fit.Length} to fit on and {test.Length} held out", "give 0 for training rows and 1 for held-out rows, some of each");
        int[] all = [.. fit.Concat(test).Order()];
        return new ProbeRows(all, [([.. fit.Select(r => Array.BinarySearch(all, r))], [.. test.Select(r => Array.BinarySearch(all, r))])]);
    }
}
