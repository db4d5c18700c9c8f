using System.Diagnostics;
using System.Globalization;
using Semblance.Bench;
using Semblance.Pairs;

// Microseconds of processor time a view, from bytes in memory to normalised floats in the batch, drawing and ordering included.
// Processor time and not time on the clock, so that other work on the machine does not count.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["moments", .. var more])
{
    MomentBench.Run(more);
    return;
}

(string Preset, SampleShape Input, int Output)[] cases =
[
    ("simclr-small", new SampleShape(1, 28, 28), 32),
    ("simclr-small", new SampleShape(3, 32, 32), 32),
    ("fashion", new SampleShape(1, 28, 28), 28),
    ("none", new SampleShape(1, 28, 28), 32),
    ("moco", new SampleShape(3, 96, 96), 96),
    ("simclr", new SampleShape(3, 400, 500), 224),
    ("barlow", new SampleShape(3, 400, 500), 224),
];
// Arguments: presets of the list, or one plan of one's own (.yaml), or folder:DIR with pictures; or moments.
Console.WriteLine("preset         input      output   us/view");
if (args is [var folder] && folder.StartsWith("folder:", StringComparison.Ordinal))
{
    using var pictures = DataSets.Open(new DataRequest { Name = folder });
    Report("simclr", pictures, 224);
    return;
}

foreach (var (preset, input, output) in cases)
{
    var isOwn = args is [var file] && file.EndsWith(".yaml", StringComparison.Ordinal);
    if (args.Length > 0 && !isOwn && !args.Contains(preset)) continue;
    using var data = new SyntheticImages(input, input.Height > 100 ? 64 : 512);
    Report(isOwn ? args[0] : preset, data, output);
}

static void Report(string preset, DataSet data, int output)
{
    using var loader = new ViewLoader(data, ViewPlan.Named(preset, data, output), PairSources.Augmentation(data), new LoaderOptions
    {
        Batch = Math.Min(64, data.Count),
        QueueDepth = 2,
    });
    Run(loader, 0.3);
    var best = Enumerable.Range(0, 5).Min(_ => Run(loader, 0.4));
    Console.WriteLine($"{preset,-14} {data.Shape,-10} {output,4}  {best,10:F2}");
}

static double Run(ViewLoader loader, double seconds)
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
