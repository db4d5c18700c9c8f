using System.Diagnostics;
using System.Runtime.InteropServices;
using Semblance.Errors;
using Semblance.Pairs;
using Semblance.Pairs.Neighbours;
using Semblance.Pairs.Relations;

namespace Semblance.Bench;

/// <summary>The 10-nearest-neighbour graph of 10,000 images beside scikit-learn's, in turn, on the same numbers: the best of the repeats, on the
/// clock and in processor time, which other work on the machine disturbs less.</summary>
internal static class NeighbourGraph
{
    private const int Rows = 10_000, Neighbours = 10, Repeats = 3;

    internal static void Report()
    {
        DataSet data;
        try
        {
            data = DataSets.Open(new DataRequest { Name = "fashion-mnist" });
        }
        catch (RunException missing)
        {
            Console.WriteLine($"neighbour graph: skipped, {missing.Message}");
            return;
        }

        using (data) Compare(Pixels(data), data.Shape.Count);
    }

    private static void Compare(float[] rows, int dim)
    {
        var folder = Directory.CreateTempSubdirectory("semblance-bench-");
        try
        {
            var (features, neighbours) = (Path.Combine(folder.FullName, "features"), Path.Combine(folder.FullName, "neighbours"));
            File.WriteAllBytes(features, MemoryMarshal.AsBytes(rows.AsSpan()));
            Relation.FromNeighbours(rows, dim, Neighbours);
            var (ours, peer) = (Cost.Worst, Cost.Worst);
            for (var repeat = 0; repeat < Repeats; repeat++)
            {
                var (watch, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
                Relation.FromNeighbours(rows, dim, Neighbours);
                ours = ours.Best(new Cost(watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds));
                if (Peer(features, dim, neighbours) is not { } theirs)
                {
                    Console.WriteLine($"neighbour graph [{Rows}, {dim}], k = {Neighbours}: {ours}; scikit-learn is not installed, no comparison");
                    return;
                }

                peer = peer.Best(theirs);
            }

            var table = NearestNeighbours.SearchWithin(rows, dim, Neighbours, Metric.Euclidean);
            var others = MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(neighbours));
            var same = 0;
            for (var row = 0; row < Rows; row++) same += table.Indices.AsSpan(row * Neighbours, Neighbours).ToArray().Intersect(others.Slice(row * Neighbours, Neighbours).ToArray()).Count();
            Console.WriteLine($"neighbour graph [{Rows}, {dim}], k = {Neighbours}: {ours}, scikit-learn {peer}: {peer.Clock / ours.Clock:F1} times faster, processor time {peer.Processor / ours.Processor:F1}; {same} of {Rows * Neighbours} neighbours equal");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Null without Python and scikit-learn.
    private static Cost? Peer(string features, int dim, string neighbours)
    {
        var script = Path.Combine(Directory.GetCurrentDirectory(), "bench", "neighbour_graph.py");
        try
        {
            using var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, features, $"{dim}", $"{Neighbours}", neighbours]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEnd().Split(' ');
            process.WaitForExit();
            return process.ExitCode == 0 ? new Cost(double.Parse(output[0]), double.Parse(output[1])) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static float[] Pixels(DataSet data)
    {
        var rows = new float[Rows * data.Shape.Count];
        var buffer = new PixelBuffer();
        for (var row = 0; row < Rows; row++)
        {
            data.ReadPixels(row, buffer);
            var pixels = buffer.Pixels.Span;
            for (var c = 0; c < pixels.Length; c++) rows[(row * pixels.Length) + c] = pixels[c] / 255f;
        }

        return rows;
    }

    // Seconds.
    private readonly record struct Cost(double Clock, double Processor)
    {
        internal static Cost Worst => new(double.PositiveInfinity, double.PositiveInfinity);

        public override string ToString() => $"{Clock:F3} s";

        internal Cost Best(Cost other) => new(Math.Min(Clock, other.Clock), Math.Min(Processor, other.Processor));
    }
}
