using System.Globalization;
using Semblance.Insight.Advice;
using Semblance.Insight.Pairing;
using Semblance.Tensors;

namespace Semblance.Bench;

/// <summary>What the forecast for ten times the labels is worth: beside the error that so many labels give on held-out samples.</summary>
/// <remarks>Arguments: draws=2, task=WORD for some tasks, labels=100,400 (at most 400).</remarks>
internal static class AdviceGrowth
{
    private const int Pool = 4000, Times = 10;
    private static readonly string[] Names = ["the features as they are", "vicreg, invariance 1", "whitening, invariance near 0", CandidateList.Default];

    internal static void Run(string[] args)
    {
        var draws = int.Parse(AdviceBench.Text(args, "draws", "2"), CultureInfo.InvariantCulture);
        int[] counts = [.. AdviceBench.Text(args, "labels", "100,400").Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        var folder = Directory.CreateTempSubdirectory("semblance-advice-").FullName;
        try
        {
            foreach (var make in new AdviceTasks(folder).All)
            {
                using var task = make();
                if (task.Name.Contains(AdviceBench.Text(args, "task", ""), StringComparison.Ordinal)) Judge(task, draws, counts);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Judge(AdviceTask task, int draws, int[] counts)
    {
        using var scope = new TensorScope();
        var options = new AdviceOptions();
        var evidence = PairEvidence.Of(task.Name, task.Pairs, options, null, CancellationToken.None);
        var dim = Math.Min(Advisor.UsualDim, evidence.Spectrum.Length);
        var pool = AdviceBench.Shuffled(task.Pairs.Count, 1).Take(Pool).Order().ToArray();
        var rows = task.Pairs.Rows(pool);
        var features = new LabelledFeatures(evidence.CanonicalOf(task.Pairs, pool, rows), evidence.Principal!.Coordinates(rows));
        var half = AdviceBench.Shuffled(task.Test.Rows, 2).Take(2500).ToArray();
        var test = new LabelledFeatures(evidence.CanonicalOf(task.Pairs, half, PairFiles.Picked(task.Test, half)), evidence.Principal!.Coordinates(PairFiles.Picked(task.Test, half)));
        int[] testLabels = [.. half.Select(r => task.TestLabels[r])];
        foreach (var count in counts.Where(c => Times * c <= pool.Length))
        {
            var found = new Dictionary<string, List<(double Forecast, double Measured)>>();
            for (var draw = 0; draw < draws; draw++)
            {
                using var step = new TensorScope();
                var order = AdviceBench.Shuffled(pool.Length, 700_000 + (1000 * draw) + count);
                LabelTargets Targets(IEnumerable<int> chosen) => new([.. chosen.Select(r => task.Pairs.Labels![pool[r]])]);
                int[] few = order[..count], many = order[..(Times * count)];
                var contest = new Contest([evidence], [features.Rows(few)], Targets(few), dim, options);
                contest.Run(null, CancellationToken.None);
                var all = (Features: features.Rows(many), Targets: Targets(many));
                foreach (var ranked in contest.Report().Ranking.Where(r => Names.Contains(r.Candidate.Name)))
                {
                    var measured = Contender.Of(0, ranked.Candidate, all.Features, all.Targets, dim, options.Seed).On(all.Features, all.Targets, test, testLabels, dim).Error;
                    if (!found.TryGetValue(ranked.Candidate.Name, out var list)) found[ranked.Candidate.Name] = list = [];
                    list.Add((ranked.Forecast!.Curve.First(p => p.Labels == Times * count).Error, measured));
                }
            }

            foreach (var (name, list) in found)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {task.Name} | {name} | {count} | {list.Average(f => f.Forecast):F3} | {list.Average(f => f.Measured):F3} | {100 * list.Average(f => (f.Forecast / f.Measured) - 1):+0;-0;0}% |"));
            }
        }
    }
}
