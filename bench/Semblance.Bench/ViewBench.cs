using System.Diagnostics;
using Semblance.Pairs;

namespace Semblance.Bench;

/// <summary>Microseconds of processor time a view, from bytes in memory to normalised floats in the batch, drawing and ordering included.
/// Processor time and not time on the clock, so that other work on the machine does not count.</summary>
internal static class ViewBench
{
    private static readonly (string Preset, SampleShape Input, int Output)[] Cases =
    [
        ("simclr-small", new SampleShape(1, 28, 28), 32),
        ("simclr-small", new SampleShape(3, 32, 32), 32),
        ("fashion", new SampleShape(1, 28, 28), 28),
        ("none", new SampleShape(1, 28, 28), 32),
        ("moco", new SampleShape(3, 96, 96), 96),
        ("simclr", new SampleShape(3, 400, 500), 224),
        ("barlow", new SampleShape(3, 400, 500), 224),
    ];

    /// <param name="args">Presets of the list, or one plan of one's own (.yaml), or folder:DIR with pictures; none for the whole list.</param>
    internal static void Run(string[] args)
    {
        Console.WriteLine("preset         input      output   us/view");
        if (args is [var folder] && folder.StartsWith("folder:", StringComparison.Ordinal))
        {
            using var pictures = DataSets.Open(new DataRequest { Name = folder });
            Report("simclr", pictures, 224);
            return;
        }

        foreach (var (preset, input, output) in Cases)
        {
            var isOwn = args is [var file] && file.EndsWith(".yaml", StringComparison.Ordinal);
            if (args.Length > 0 && !isOwn && !args.Contains(preset)) continue;
            using var data = new SyntheticImages(input, input.Height > 100 ? 64 : 512);
            Report(isOwn ? args[0] : preset, data, output);
        }
    }

    private static void Report(string preset, DataSet data, int output)
    {
        using var loader = new ViewLoader(data, ViewPlan.Named(preset, data, output), PairSources.Augmentation(data), new LoaderOptions
        {
            Batch = Math.Min(64, data.Count),
            QueueDepth = 2,
        });
        Time(loader, 0.3);
        var best = Enumerable.Range(0, 5).Min(_ => Time(loader, 0.4));
        Console.WriteLine($"{preset,-14} {data.Shape,-10} {output,4}  {best,10:F2}");
    }

    private static double Time(ViewLoader loader, double seconds)
    {
        var start = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        long views = 0;
        for (var epoch = 0; watch.Elapsed.TotalSeconds < seconds; epoch++)
        {
            foreach (var batch in loader.Epoch(epoch))
            {
                using (batch) views += 2 * batch.Count;
            }
        }

        return (Environment.CpuUsage.TotalTime - start).TotalMicroseconds / views;
    }
}
