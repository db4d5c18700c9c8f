using Semblance.Errors;

namespace Semblance.Pairs.Data;

/// <summary>Opens CIFAR-10 and CIFAR-100 in their official binary format: label bytes, then 1024 red, 1024 green and 1024 blue bytes.</summary>
internal static class CifarReader
{
    private const int Side = 32, Plane = Side * Side, Pixels = 3 * Plane;

    private static readonly string[] TenClasses =
    [
        "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
    ];

    internal static string[] TenNames(Split split) => split == Split.Train
        ? [.. Enumerable.Range(1, 5).Select(i => $"cifar-10-batches-bin/data_batch_{i}.bin")]
        : ["cifar-10-batches-bin/test_batch.bin"];

    internal static string[] HundredNames(Split split) =>
        [$"cifar-100-binary/{(split == Split.Train ? "train" : "test")}.bin", "cifar-100-binary/fine_label_names.txt"];

    internal static DataSet Ten(NamedDataSet set, string[] files, int? channels)
    {
        var normalisation = new Normalisation([0.4914, 0.4822, 0.4465], [0.2470, 0.2435, 0.2616]);
        var (pixels, labels) = Read(files, 1, 10);
        return new ByteImages(set.Name, pixels, new SampleShape(3, Side, Side), channels, new LabelSet(labels[0], TenClasses), normalisation);
    }

    internal static DataSet Hundred(NamedDataSet set, string[] files, int? channels)
    {
        var normalisation = new Normalisation([0.5071, 0.4865, 0.4409], [0.2673, 0.2564, 0.2762]);
        var (pixels, labels) = Read([files[0]], 2, 100);
        string[] names = [.. File.ReadAllLines(files[1]).Select(l => l.Trim()).Where(l => l.Length > 0)];
        if (names.Length != 100)
        {
            throw new RunException($"'{files[1]}' does not name the classes", $"{names.Length} names", "it must hold 100 lines: unpack the archive again");
        }

        return new ByteImages(set.Name, pixels, new SampleShape(3, Side, Side), channels, new LabelSet(labels[1], names, labels[0]), normalisation);
    }

    private static (byte[] Pixels, int[][] Labels) Read(string[] files, int labelBytes, int classes)
    {
        var record = labelBytes + Pixels;
        byte[][] parts = [.. files.Select(f => Whole(f, record))];
        var count = parts.Sum(p => p.Length / record);
        var pixels = GC.AllocateUninitializedArray<byte>(count * Pixels);
        int[][] labels = [.. Enumerable.Range(0, labelBytes).Select(_ => new int[count])];
        var row = 0;
        for (var f = 0; f < files.Length; f++)
        {
            for (var start = 0; start < parts[f].Length; start += record, row++)
            {
                for (var l = 0; l < labelBytes; l++) labels[l][row] = parts[f][start + l];
                if (labels[^1][row] >= classes) throw OutOfRange(files[f], start / record, labels[^1][row], classes);
                Interleave(parts[f].AsSpan(start + labelBytes, Pixels), pixels.AsSpan(row * Pixels, Pixels));
            }
        }

        return (pixels, labels);
    }

    private static byte[] Whole(string file, int record)
    {
        var bytes = File.ReadAllBytes(file);
        if (bytes.Length > 0 && bytes.Length % record == 0) return bytes;
        throw new RunException(
            $"'{file}' is cut short or no CIFAR file", $"{bytes.Length} bytes, no multiple of {record}", "unpack the binary version again");
    }

    private static void Interleave(ReadOnlySpan<byte> planes, Span<byte> pixels)
    {
        for (var i = 0; i < Plane; i++)
        {
            pixels[3 * i] = planes[i];
            pixels[3 * i + 1] = planes[Plane + i];
            pixels[3 * i + 2] = planes[2 * Plane + i];
        }
    }

    private static RunException OutOfRange(string file, int row, int label, int classes) => new(
        $"'{file}' has a label out of range", $"label {label} in record {row}", $"labels go from 0 to {classes - 1}: unpack the binary version again");
}
