using System.Diagnostics;
using System.Runtime.InteropServices;
using Semblance.Errors;
using Semblance.Pairs;
using Semblance.Pairs.Neighbours;
using Semblance.Pairs.Relations;

namespace Semblance.Bench;

/// <summary>The 10-nearest-neighbour graph of 10,000 images beside scikit-learn's, in turn, on the same numbers.</summary>
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
            var (ours, peer) = (double.PositiveInfinity, double.PositiveInfinity);
            for (var repeat = 0; repeat < Repeats; repeat++)
            {
                var watch = Stopwatch.StartNew();
                Relation.FromNeighbours(rows, dim, Neighbours);
                ours = Math.Min(ours, watch.Elapsed.TotalSeconds);
                if (Peer(features, dim, neighbours) is not { } seconds)
                {
                    Console.WriteLine($"neighbour graph [{Rows}, {dim}], k = {Neighbours}: {ours:F3} s; scikit-learn is not installed, no comparison");
                    return;
                }

                peer = Math.Min(peer, seconds);
            }

            var table = NearestNeighbours.SearchWithin(rows, dim, Neighbours, Metric.Euclidean);
            var others = MemoryMarshal.Cast<byte, int>(File.ReadAllBytes(neighbours));
            var same = 0;
            for (var row = 0; row < Rows; row++) same += table.Indices.AsSpan(row * Neighbours, Neighbours).ToArray().Intersect(others.Slice(row * Neighbours, Neighbours).ToArray()).Count();
            Console.WriteLine($"neighbour graph [{Rows}, {dim}], k = {Neighbours}: {ours:F3} s, scikit-learn {peer:F3} s, {peer / ours:F1} times faster; {same} of {Rows * Neighbours} neighbours equal");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Seconds, or null without Python and scikit-learn.
    private static double? Peer(string features, int dim, string neighbours)
    {
        var script = Path.Combine(Directory.GetCurrentDirectory(), "bench", "neighbour_graph.py");
        try
        {
            using var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script, features, $"{dim}", $"{Neighbours}", neighbours]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? double.Parse(output) : null;
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
}
