using System.Diagnostics;
using System.Globalization;
using Semblance.Tensors;

namespace Semblance.Bench;

/// <summary>The engine's own convolutions beside oneDNN's and its normalisation beside ATen's, layer by layer: those of a SimCLR step of a quarter-width
/// ResNet-18 (512 views of 32 pixels) and some of the full width.</summary>
/// <remarks>Arguments: threads=N, rounds=8. Prints a table for docs/performance.md; operations are counted as direct convolution, two for each multiply-add; best of the rounds, taken in turn.</remarks>
internal static class ConvolutionBench
{
    private static readonly Operator Own = Operator.Named("semblance::conv2d");
    private static readonly Operator Library = Operator.Named("conv2d");
    private static readonly Operator OwnNorm = Operator.Named("semblance::batch_norm_act");
    private static readonly Operator LibraryNorm = Operator.Named("batch_norm");

    internal static void Run(string[] args)
    {
        var settings = args.Select(a => a.Split('=', 2)).ToDictionary(p => p[0], p => int.Parse(p[1], CultureInfo.InvariantCulture));
        Runtime.Threads = settings.GetValueOrDefault("threads", Runtime.Threads);
        var rounds = settings.GetValueOrDefault("rounds", 8);
        Console.WriteLine($"GFLOP/s, {Runtime.Threads} threads, ours / oneDNN\n");
        Console.WriteLine("| maps | to | kernel, stride | forward | gradient of maps | gradient of weights |\n|---|---|---|---|---|---|");
        (int Batch, int Input, int Side, int Output, int Kernel, int Stride)[] layers =
        [
            (512, 3, 32, 16, 3, 1), (512, 16, 32, 16, 3, 1), (512, 32, 16, 32, 3, 1), (512, 64, 8, 64, 3, 1), (512, 128, 4, 128, 3, 1),
            (512, 16, 32, 32, 3, 2), (512, 32, 16, 64, 3, 2), (512, 64, 8, 128, 3, 2), (512, 16, 32, 32, 1, 2), (512, 32, 16, 64, 1, 2), (512, 64, 8, 128, 1, 2),
            (256, 3, 32, 64, 3, 1), (256, 64, 32, 64, 3, 1), (256, 128, 16, 128, 3, 1), (256, 256, 8, 256, 3, 1), (256, 512, 4, 512, 3, 1),
            (256, 64, 32, 128, 3, 2), (256, 128, 16, 256, 3, 2), (256, 256, 8, 512, 3, 2), (256, 64, 32, 128, 1, 2), (256, 256, 8, 512, 1, 2), (32, 3, 224, 64, 7, 2), (32, 64, 56, 256, 1, 1),
        ];
        foreach (var (batch, input, side, output, kernel, stride) in layers) Layer(batch, input, side, output, kernel, stride, rounds);
        Console.WriteLine("\nms of batch normalisation, addition and ReLU, ours / ATen\n");
        Console.WriteLine("| maps | forward | backward |\n|---|---|---|");
        foreach (var (channels, side) in new[] { (16, 32), (32, 16), (64, 8), (128, 4) }) Norm(512, channels, side, rounds);
    }

    private static void Layer(int batch, int input, int side, int output, int kernel, int stride, int rounds)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(0);
        var maps = Tensor.RandomNormal(rng, [batch, input, side, side]).ChannelsLast();
        var weight = Tensor.RandomNormal(rng, [output, input, kernel, kernel]) * (1 / Math.Sqrt((double)kernel * kernel * input));
        var slope = Tensor.RandomNormal(rng, [batch, output, side / stride, side / stride]).ChannelsLast();
        var operations = 2.0 * slope.Count * input * kernel * kernel;
        long[] steps = [stride, stride], edges = [kernel / 2, kernel / 2];
        Func<Tensor, Tensor, Tensor> own = (x, w) => Own.Call(x, w, stride, kernel / 2), library = (x, w) => Library.Call(x, w, Argument.None, steps, edges);
        var rates = new string[3];
        for (var part = 0; part < 3; part++)
        {
            if (part == 1 && input == 3)
            {
                rates[part] = "";
                continue;
            }

            var (ours, theirs) = Best(rounds, () => Seconds(own, maps, weight, slope, part), () => Seconds(library, maps, weight, slope, part));
            rates[part] = string.Create(CultureInfo.InvariantCulture, $"{operations / ours / 1e9:F0} / {operations / theirs / 1e9:F0}");
        }

        Console.WriteLine($"| {batch} x {input} x {side} x {side} | {output} | {kernel}x{kernel}, {stride} | {string.Join(" | ", rates)} |");
    }

    private static double Seconds(Func<Tensor, Tensor, Tensor> convolution, Tensor maps, Tensor weight, Tensor slope, int part)
    {
        using var scope = new TensorScope();
        var (x, w) = (maps.Detach(), weight.Detach());
        if (part == 1) x.RequiresGradient = true;
        if (part == 2) w.RequiresGradient = true;
        var watch = Stopwatch.StartNew();
        var result = convolution(x, w);
        if (part == 0) return watch.Elapsed.TotalSeconds;
        watch.Restart();
        Gradients.Of(result, [part == 1 ? x : w], slope);
        return watch.Elapsed.TotalSeconds;
    }

    private static void Norm(int batch, int channels, int side, int rounds)
    {
        using var scope = new TensorScope();
        using var rng = new Rng(0);
        Tensor Draw() => Tensor.RandomNormal(rng, [batch, channels, side, side]).ChannelsLast();
        var (maps, added, slope, ones, zeros) = (Draw(), Draw(), Draw(), Tensor.Ones([channels]), Tensor.Zeros([channels]));
        Func<Tensor, Tensor, Tensor, Tensor> own = (x, r, w) => OwnNorm.Call(x, r, w, zeros, Tensor.Zeros([channels]), Tensor.Ones([channels]), Argument.None, 0.1, 1e-5, true);
        Func<Tensor, Tensor, Tensor, Tensor> library = (x, r, w) => (LibraryNorm.Call(x, w, zeros, Tensor.Zeros([channels]), Tensor.Ones([channels]), true, 0.1, 1e-5, true) + r).Relu();
        var times = new string[2];
        for (var part = 0; part < 2; part++)
        {
            var (ours, theirs) = Best(rounds, () => Seconds(own, part), () => Seconds(library, part));
            times[part] = string.Create(CultureInfo.InvariantCulture, $"{ours * 1e3:F1} / {theirs * 1e3:F1}");
        }

        Console.WriteLine($"| {batch} x {channels} x {side} x {side} | {string.Join(" | ", times)} |");

        double Seconds(Func<Tensor, Tensor, Tensor, Tensor> layer, int part)
        {
            using var step = new TensorScope();
            var (x, r, w) = (maps.Detach(), added.Detach(), ones.Detach());
            foreach (var leaf in new[] { x, r, w }) leaf.RequiresGradient = part == 1;
            var watch = Stopwatch.StartNew();
            var result = layer(x, r, w);
            if (part == 0) return watch.Elapsed.TotalSeconds;
            watch.Restart();
            Gradients.Of(result, [x, r, w], slope);
            return watch.Elapsed.TotalSeconds;
        }
    }

    private static (double Ours, double Theirs) Best(int rounds, Func<double> ours, Func<double> theirs)
    {
        var best = (Ours: double.PositiveInfinity, Theirs: double.PositiveInfinity);
        for (var round = 0; round < rounds; round++) best = (Math.Min(best.Ours, ours()), Math.Min(best.Theirs, theirs()));
        return best;
    }
}
