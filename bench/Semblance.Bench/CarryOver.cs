using System.Globalization;
using System.Text;
using Semblance.Insight.Advice;
using Semblance.Insight.Pairing;
using Semblance.Numerics;
using Semblance.Pairs;
using Semblance.Tensors;
using Semblance.Training;

namespace Semblance.Bench;

/// <summary>Whether advice from pixels carries over to trained networks: the advised, the default and the worst-ranked option with the small network at one budget.</summary>
/// <remarks>Arguments after "carry": seeds=3, steps=100, batch=256, labels=60,600, page=docs/advise.md, only=class|crop, option=WORD of the row. Options that coincide are trained once; probes are ridge
/// regressions on frozen, standardised features of test images, 20 draws of labels from 7,500 of them, measured on the other 2,500: training saw none of them.</remarks>
internal static class CarryOver
{
    private const int Draws = 20, Pool = 7500;
    private static readonly (string Name, string Augment, string Pairing)[] Kinds = [("class pairs", "none", "same-label"), ("crop pairs", "fashion", "augmentation")];

    internal static void Run(string[] args)
    {
        var seeds = int.Parse(AdviceBench.Text(args, "seeds", "3"), CultureInfo.InvariantCulture);
        int[] counts = [.. AdviceBench.Text(args, "labels", "60,600").Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        var (steps, batch) = (int.Parse(AdviceBench.Text(args, "steps", "100"), CultureInfo.InvariantCulture), int.Parse(AdviceBench.Text(args, "batch", "256"), CultureInfo.InvariantCulture));
        var text = new StringBuilder($"| pairs | option | forecast from pixels, {string.Join(" / ", counts)} labels | {string.Join(" | ", counts.Select(n => $"trained, {n} labels: error | accuracy %"))} |\n|---|---|---:|{string.Concat(counts.Select(_ => "---:|---:|"))}\n");
        foreach (var kind in Kinds.Where(k => k.Name.Contains(AdviceBench.Text(args, "only", ""), StringComparison.Ordinal))) One(kind, seeds, counts, steps, batch, AdviceBench.Text(args, "option", ""), text);
        Console.WriteLine(text);
        if (AdviceBench.Text(args, "page", "") is { Length: > 0 } page) AdviceTable.Write(page, text.ToString(), "carry-over");
    }

    private static void One((string Name, string Augment, string Pairing) kind, int seeds, int[] counts, int steps, int batch, string only, StringBuilder text)
    {
        var request = new PairRequest { Data = "fashion-mnist", Augment = kind.Augment, PairSource = kind.Pairing, Workers = 2 };
        List<AdviceReport> reports = [];
        using (var input = PairInput.Open(request))
        {
            foreach (var count in counts) reports.Add(Advisor.Advise([(kind.Name, input)], new AdviceOptions { UseLabels = count, Batch = batch }));
        }

        var ssl = reports[0].Ranking.Where(r => r.Candidate.IsSelfSupervised).ToList();
        var options = new List<(string Word, RankedCandidate Ranked)>
        {
            ("ranked last", ssl[^1]),
            ("default", ssl.First(r => r.Candidate.Name == CandidateList.Default)),
        };
        for (var k = counts.Length - 1; k >= 0; k--) options.Insert(0, ($"advised with {counts[k]} labels", reports[k].Advised));
        foreach (var same in options.GroupBy(o => o.Ranked.Candidate.Name))
        {
            var (word, ranked) = (string.Join(", ", same.Select(o => o.Word)), same.First().Ranked);
            if (!word.Contains(only, StringComparison.Ordinal)) continue;
            var train = TrainAdvice.Of(reports[0] with { AdvisedDim = 64, AdvisedBatch = batch }, ranked, request)!;
            var results = Enumerable.Range(0, seeds).Select(seed => Trained(train, steps, seed, counts)).ToList();
            var forecast = reports.Select(r => r.Ranking.First(x => x.Candidate.Name == ranked.Candidate.Name).Forecast!.Error);
            text.Append(CultureInfo.InvariantCulture, $"| {kind.Name} | {word}: {ranked.Candidate.Name} ({string.Join(", ", train.MethodOptions.Select(o => $"{o.Key} {o.Value}").Prepend(train.Options.First(o => o.Key == "method").Value))}) | {string.Join(" / ", forecast.Select(f => f.ToString("0.000", CultureInfo.InvariantCulture)))} |");
            for (var k = 0; k < counts.Length; k++) text.Append(CultureInfo.InvariantCulture, $" {Spread(results.Select(r => r[k].Error), 1, "0.000")} | {Spread(results.Select(r => r[k].Accuracy), 100, "0.0")} |");
            text.Append('\n');
            Console.Error.WriteLine(text.ToString().Split('\n')[^2]);
        }
    }

    private static List<(double Error, double Accuracy)> Trained(TrainAdvice train, int steps, int seed, int[] counts)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"semblance-carry-{Guid.NewGuid():N}");
        try
        {
            var config = TrainConfigs.From([.. train.Options, .. train.MethodOptions, new("steps", $"{steps}"), new("epochs", "4"), new("seed", $"{seed}"), new("evaluate-every", "0")]);
            var result = Trainer.Run(new TrainRequest { Config = config, Out = folder, Workers = 1, Device = Device.Cpu });
            using var model = RunModel.Load(result.Folder);
            var test = model.Embed(config.Request(Split.Test, null), FeatureLayer.Representation, Device.Cpu);
            return [.. counts.Select(n => Probed(test, n))];
        }
        finally
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    private static (double Error, double Accuracy) Probed(RunFeatures test, int count)
    {
        using var scope = new TensorScope();
        var (error, accuracy) = (0.0, 0.0);
        var rows = Enumerable.Range(0, test.Rows).ToArray();
        new Random(499).Shuffle(rows);
        var (mean, scale) = Standard(test, rows[..Pool]);
        var others = Standardised(Rows(test, rows[Pool..]), mean, scale);
        for (var draw = 0; draw < Draws; draw++)
        {
            using var step = new TensorScope();
            var order = rows[..Pool];
            new Random(500 + (100 * draw) + count).Shuffle(order);
            var chosen = order.Take(count).ToArray();
            var targets = new LabelTargets([.. chosen.Select(r => (int)test.Labels![r])]);
            var candidate = new Candidate { Name = "features", Method = "features", Options = new Dictionary<string, string>(), Rank = test.Dim, RankMe = test.Dim, Kind = CandidateKind.Principal, Variances = [.. Enumerable.Repeat(1.0, test.Dim)] };
            var features = Standardised(Rows(test, chosen), mean, scale);
            var contender = Contender.Of(0, candidate, features, targets, test.Dim, 0);
            var measured = contender.On(features, targets, others, [.. rows[Pool..].Select(r => (int)test.Labels![r])], test.Dim);
            (error, accuracy) = (error + (measured.Error / Draws), accuracy + (measured.Accuracy / Draws));
        }

        return (error, accuracy);
    }

    private static (Tensor Mean, Tensor Scale) Standard(RunFeatures features, int[] rows)
    {
        var x = Rows(features, rows).ToTensor();
        return (x.Mean(0, keep: true), x.Variance(0, keep: true).Sqrt().AtLeast(1e-6));
    }

    private static LabelledFeatures Standardised(Matrix rows, Tensor mean, Tensor scale)
    {
        var x = Matrix.From((rows.ToTensor() - mean) / scale);
        return new LabelledFeatures(x, x);
    }

    private static Matrix Rows(RunFeatures features, int[] rows)
    {
        var result = new Matrix(rows.Length, features.Dim);
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < features.Dim; j++) result[i, j] = features.Values[((long)rows[i] * features.Dim) + j];
        }

        return result;
    }

    private static string Spread(IEnumerable<double> values, double unit, string format)
    {
        var list = values.Select(v => v * unit).Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{list.Average().ToString(format, CultureInfo.InvariantCulture)} ({list[0].ToString(format, CultureInfo.InvariantCulture)} to {list[^1].ToString(format, CultureInfo.InvariantCulture)})");
    }
}
