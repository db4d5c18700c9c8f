using System.Diagnostics;
using System.Globalization;
using Semblance.Bench;
using Semblance.Pairs;

// Microseconds of processor time a view, from bytes in memory to normalised floats in the batch, drawing and ordering included.
// Processor time and not time on the clock, so that other work on the machine does not count.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
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
Console.WriteLine("preset         input      output   us/view");
foreach (var (preset, input, output) in cases)
{
    if (args.Length > 0 && !args.Contains(preset)) continue;
    using var data = new SyntheticImages(input, input.Height > 100 ? 64 : 512);
    using var loader = new ViewLoader(data, ViewPlan.Named(preset, data, output), PairSources.Augmentation(data), new LoaderOptions
    {
        Batch = 64,
        QueueDepth = 2,
    });
    Run(loader, 0.3);
    var best = Enumerable.Range(0, 5).Min(_ => Run(loader, 0.4));
    Console.WriteLine($"{preset,-14} {input,-10} {output,4}  {best,10:F2}");
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
