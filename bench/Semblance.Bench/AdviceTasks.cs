using System.Diagnostics;
using Semblance.Files;
using Semblance.Insight.Pairing;
using Semblance.Numerics;
using Semblance.Pairs;

namespace Semblance.Bench;

/// <summary>The held-out tasks that advice is judged on. Files are made in a folder given.</summary>
internal sealed class AdviceTasks(string folder)
{
    private const int Side = 28, Digit = 8, DigitSources = 1200;

    internal IEnumerable<Func<AdviceTask>> All =>
    [
        () => Fashion("class pairs", "none", "same-label"),
        () => Fashion("crop pairs", Plan("crop", "crop: { scale-min: 0.5 }"), "augmentation"),
        () => Fashion("flip pairs", Plan("flip", "flip: { probability: 0.5 }"), "augmentation"),
        Backgrounds,
        DigitClasses,
        DigitShifts,
        () => Synthetic(true),
        () => Synthetic(false),
    ];

    private string this[string name] => Path.Combine(folder, name);

    private string Plan(string name, string step)
    {
        File.WriteAllText(this[$"{name}.yaml"], $"- {step}\n");
        return this[$"{name}.yaml"];
    }

    private static AdviceTask Fashion(string name, string augment, string pairing)
    {
        var request = new PairRequest { Data = "fashion-mnist", Augment = augment, PairSource = pairing, Workers = 2 };
        using var other = DataSets.Open(new DataRequest { Name = "fashion-mnist", Split = Split.Test });
        var plain = ViewPlan.Named("none", other, null).ToPlain();
        var test = new Matrix(other.Count, Side * Side);
        using var loader = ViewLoader.InOrder(other, plain, 1000, 2);
        var row = 0;
        foreach (var batch in loader.Epoch(0))
        {
            using (batch)
            {
                var view = batch.View(0);
                for (var i = 0; i < batch.Count * Side * Side; i++) test.Values[((long)row * Side * Side) + i] = view[i];
                row += batch.Count;
            }
        }

        return new AdviceTask($"FashionMNIST, {name}", PairInput.Open(request), test, [.. other.Labels!]);
    }

    /// <summary>Garments on a background of coarse random blocks; two images of a pair share the background, not the garment.</summary>
    private AdviceTask Backgrounds()
    {
        var random = new Random(7);
        var (x, y) = OnBackgrounds(Split.Train, 20_000, random);
        Npy.Write<double>(this["background.npy"], x.Values, x.Rows, x.Columns);
        Npy.Write<long>(this["background-labels.npy"], [.. y.Select(v => (long)v)], y.Length);
        File.WriteAllLines(this["background.csv"], Enumerable.Range(0, x.Rows / 2).Select(k => $"{2 * k},{(2 * k) + 1}"));
        var (test, labels) = OnBackgrounds(Split.Test, 10_000, random);
        var request = new PairRequest { Samples = this["background.npy"], Pairs = this["background.csv"], Labels = this["background-labels.npy"] };
        return new AdviceTask("FashionMNIST, nuisance background pairs", PairInput.Open(request), test, labels);
    }

    private static (Matrix X, int[] Labels) OnBackgrounds(Split split, int count, Random random)
    {
        using var data = DataSets.Open(new DataRequest { Name = "fashion-mnist", Split = split });
        var order = Enumerable.Range(0, data.Count).ToArray();
        random.Shuffle(order);
        var (result, labels, blocks) = (new Matrix(count, Side * Side), new int[count], new double[16]);
        var buffer = new PixelBuffer();
        for (var i = 0; i < count; i++)
        {
            if (i % 2 == 0)
            {
                for (var b = 0; b < 16; b++) blocks[b] = random.NextDouble();
            }

            data.ReadPixels(order[i], buffer);
            labels[i] = data.Labels![order[i]];
            var pixels = buffer.Pixels.Span;
            for (var p = 0; p < Side * Side; p++) result[i, p] = Math.Max(pixels[p] / 255.0, 0.7 * blocks[(p / Side / 7 * 4) + (p % Side / 7)]);
        }

        return (result, labels);
    }

    private AdviceTask DigitClasses()
    {
        var (x, y, order) = Digits();
        var (train, own) = Part(x, y, order[..DigitSources]);
        Npy.Write<double>(this["digits-x.npy"], train.Values, train.Rows, train.Columns);
        Npy.Write<long>(this["digits-y.npy"], [.. own.Select(v => (long)v)], own.Length);
        var (test, labels) = Part(x, y, order[DigitSources..]);
        return new AdviceTask("digits, class pairs", PairInput.Open(new PairRequest { Samples = this["digits-x.npy"], Graph = $"labels:{this["digits-y.npy"]}", Labels = this["digits-y.npy"] }), test, labels);
    }

    /// <summary>Four views of each digit: the digit itself and three moved by up to one pixel.</summary>
    private AdviceTask DigitShifts()
    {
        var (x, y, order) = Digits();
        var random = new Random(8);
        var (train, own) = Part(x, y, order[..DigitSources]);
        var views = new List<string>();
        for (var v = 0; v < 4; v++)
        {
            var moved = new Matrix(train.Rows, train.Columns);
            for (var i = 0; i < train.Rows; i++)
            {
                var (dy, dx) = v == 0 ? (0, 0) : (random.Next(3) - 1, random.Next(3) - 1);
                for (var p = 0; p < Digit * Digit; p++)
                {
                    var (row, column) = ((p / Digit) + dy, (p % Digit) + dx);
                    moved[i, p] = row is >= 0 and < Digit && column is >= 0 and < Digit ? train[i, (row * Digit) + column] : 0;
                }
            }

            Npy.Write<double>(this[$"shift{v}.npy"], moved.Values, moved.Rows, moved.Columns);
            views.Add(this[$"shift{v}.npy"]);
        }

        Npy.Write<long>(this["shift-y.npy"], [.. own.Select(v => (long)v)], own.Length);
        var (test, labels) = Part(x, y, order[DigitSources..]);
        return new AdviceTask("digits, shift pairs", PairInput.Open(new PairRequest { Views = views, Labels = this["shift-y.npy"] }), test, labels);
    }

    private (Matrix X, int[] Labels, int[] Order) Digits()
    {
        if (!File.Exists(this["digits.npy"]))
        {
            using var python = Process.Start("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "digits.py"), folder]);
            python.WaitForExit();
        }

        var x = Npy.Read(this["digits.npy"]);
        var order = Enumerable.Range(0, (int)x.Shape[0]).ToArray();
        new Random(9).Shuffle(order);
        return (new Matrix((int)x.Shape[0], (int)x.Shape[1], x.ToDoubles()), [.. ArrayFile.ReadLabels(this["digits-labels.npy"], x.Shape[0]).Select(v => (int)v)], order);
    }

    /// <summary>32 directions, four of correlation 0.98 and the rest from 0.9 down to 0.05, mixed; four classes told by the first four or the last four directions.</summary>
    private AdviceTask Synthetic(bool isAligned)
    {
        const int dim = 32, classes = 4, sources = 4000, others = 4000;
        var random = new Random(isAligned ? 10 : 11);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var rho = Enumerable.Range(0, dim).Select(k => k < 4 ? 0.98 : 0.9 - (0.85 * (k - 4) / (dim - 5))).ToArray();
        var mixing = Enumerable.Range(0, dim * dim).Select(_ => Normal()).ToArray();
        var rule = Enumerable.Range(0, 4 * classes).Select(_ => Normal()).ToArray();
        var (a, b, labels) = (new Matrix(sources + others, dim), new Matrix(sources + others, dim), new int[sources + others]);
        for (var i = 0; i < sources + others; i++)
        {
            var (u, v) = (new double[dim], new double[dim]);
            for (var k = 0; k < dim; k++)
            {
                var shared = Math.Sqrt(rho[k]) * Normal();
                u[k] = shared + (Math.Sqrt(1 - rho[k]) * Normal());
                v[k] = shared + (Math.Sqrt(1 - rho[k]) * Normal());
            }

            var scores = Enumerable.Range(0, classes).Select(c => Enumerable.Range(0, 4).Sum(k => rule[(c * 4) + k] * u[isAligned ? k : dim - 4 + k]) + (0.5 * Normal())).ToArray();
            labels[i] = Array.IndexOf(scores, scores.Max());
            for (var j = 0; j < dim; j++)
            {
                for (var k = 0; k < dim; k++)
                {
                    a[i, j] += mixing[(j * dim) + k] * u[k];
                    b[i, j] += mixing[(j * dim) + k] * v[k];
                }
            }
        }

        var name = isAligned ? "aligned" : "misaligned";
        Npy.Write<double>(this[$"{name}-a.npy"], a.Values.AsSpan(0, sources * dim), sources, dim);
        Npy.Write<double>(this[$"{name}-b.npy"], b.Values.AsSpan(0, sources * dim), sources, dim);
        Npy.Write<long>(this[$"{name}-y.npy"], [.. labels.Take(sources).Select(v => (long)v)], sources);
        var pairs = PairInput.Open(new PairRequest { Views = [this[$"{name}-a.npy"], this[$"{name}-b.npy"]], Labels = this[$"{name}-y.npy"] });
        return new AdviceTask($"synthetic, {name} pairs", pairs, new Matrix(others, dim, a.Values[(sources * dim)..]), labels[sources..]);
    }

    private static (Matrix X, int[] Labels) Part(Matrix x, int[] labels, int[] rows)
    {
        var result = new Matrix(rows.Length, x.Columns);
        for (var i = 0; i < rows.Length; i++) x.Row(rows[i]).CopyTo(result.Row(i));
        return (result, [.. rows.Select(r => labels[r])]);
    }
}
