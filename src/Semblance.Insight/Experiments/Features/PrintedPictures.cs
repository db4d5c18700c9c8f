using System.Buffers.Binary;
using Semblance.Pairs;

namespace Semblance.Insight.Experiments.Features;

/// <summary>Which pictures of FashionMNIST the printed numbers of F1 and F2 are of.</summary>
/// <remarks>
/// The source says "6000 train, 2000 test, fixed seed". Of eighty usual ways to draw them only NumPy's <c>default_rng(0)</c>, <c>permutation(60000)[:6000]</c> and then
/// <c>permutation(10000)[:2000]</c>, gives the accuracies printed for pixels (.817 and .9345 for .815 and .934). <c>bench/clothes.py</c> writes the file.
/// </remarks>
internal static class PrintedPictures
{
    private const string File = "Semblance.Insight.Experiments.Features.pictures.bin";
    private const int Train = 6000;

    /// <summary>Places of the pictures in the data set.</summary>
    internal static int[] Of(Split split) => split == Split.Train ? All()[..Train] : All()[Train..];

    private static int[] All()
    {
        using var stream = typeof(PrintedPictures).Assembly.GetManifestResourceStream(File)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return [.. Enumerable.Range(0, bytes.Length / 2).Select(i => (int)BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(2 * i)))];
    }
}
