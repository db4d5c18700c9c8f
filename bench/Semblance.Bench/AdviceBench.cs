using System.Globalization;
using Semblance.Insight.Advice;
using Semblance.Insight.Pairing;
using Semblance.Tensors;

namespace Semblance.Bench;

/// <summary>How good the advice is: regret on held-out samples, against the default method, and the forecast against what is measured.</summary>
/// <remarks>Arguments after "advice": draws=20, first=0 (number of the first draw; 1000 to 1019 were used to make the rule of choice, with the other half of the test
/// rows), page=docs/advise.md to write the table between its marks, trace=FILE for every number, task=WORD for some tasks, labels=20,60,200,600.</remarks>
internal static class AdviceBench
{
    private const int Pool = 4000, Tuning = 1000;

    internal static void Run(string[] args)
    {
        var draws = int.Parse(Text(args, "draws", "20"), CultureInfo.InvariantCulture);
        var first = int.Parse(Text(args, "first", "0"), CultureInfo.InvariantCulture);
        int[] counts = [.. Text(args, "labels", "20,60,200,600").Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        var folder = Directory.CreateTempSubdirectory("semblance-advice-").FullName;
        using var trace = Text(args, "trace", "") is { Length: > 0 } file ? new StreamWriter(file) : null;
        var rows = new List<AdviceRow>();
        try
        {
            foreach (var make in new AdviceTasks(folder).All)
            {
                using var task = make();
                if (!task.Name.Contains(Text(args, "task", ""), StringComparison.Ordinal)) continue;
                rows.AddRange(Judge(task, draws, first, counts, trace));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        var table = AdviceTable.Of(rows, draws);
        Console.WriteLine(table);
        if (Text(args, "page", "") is { Length: > 0 } page) AdviceTable.Write(page, table, "advice");
    }

    private static List<AdviceRow> Judge(AdviceTask task, int draws, int first, int[] counts, StreamWriter? trace)
    {
        using var scope = new TensorScope();
        var options = new AdviceOptions();
        var evidence = PairEvidence.Of(task.Name, task.Pairs, options, null, CancellationToken.None);
        var dim = Math.Min(Advisor.UsualDim, evidence.Spectrum.Length);
        var pool = Shuffled(task.Pairs.Count, 1).Take(Pool).Order().ToArray();
        var poolRows = task.Pairs.Rows(pool);
        var features = new LabelledFeatures(evidence.CanonicalOf(task.Pairs, pool, poolRows), evidence.Principal!.Coordinates(poolRows));
        var half = Shuffled(task.Test.Rows, 2).Where((_, k) => k % 2 == (first >= Tuning ? 1 : 0)).Take(2500).ToArray();
        var test = new LabelledFeatures(evidence.CanonicalOf(task.Pairs, half, PairFiles.Picked(task.Test, half)), evidence.Principal!.Coordinates(PairFiles.Picked(task.Test, half)));
        int[] testLabels = [.. half.Select(r => task.TestLabels[r])];
        var rows = new List<AdviceRow>();
        foreach (var count in counts)
        {
            var results = new List<AdviceDraw>();
            for (var draw = first; draw < first + draws; draw++)
            {
                using var step = new TensorScope();
                var chosen = Shuffled(pool.Length, 100_000 + (1000 * draw) + count).Take(count).ToArray();
                int[] labels = [.. chosen.Select(r => task.Pairs.Labels![pool[r]])];
                var contest = new Contest([evidence], [features.Rows(chosen)], new LabelTargets(labels), dim, options);
                contest.Run(null, CancellationToken.None);
                var measured = contest.Contenders.Select(c => c.On(contest.Features[0], contest.Targets, test, testLabels, dim)).ToList();
                results.Add(Result(contest, measured));
                if (trace is not null && count <= 60) Trace(trace, task.Name, count, draw, contest, test, testLabels);
            }

            rows.Add(new AdviceRow(task.Name, count, results));
            Console.Error.WriteLine($"{task.Name} {count} done");
        }

        return rows;
    }

    private static AdviceDraw Result(Contest contest, List<(double Error, double Accuracy)> measured)
    {
        var usual = contest.Contenders.ToList().FindIndex(c => c.Candidate.Name == CandidateList.Default);
        var trained = contest.Contenders.Select((c, k) => (c, measured[k].Error)).Where(c => c.c.Candidate.IsSelfSupervised).ToList();
        var advised = trained.First(c => c.c == contest.Advised).Error;
        return new AdviceDraw(contest.Contenders[0].Candidate.Name, contest.Contenders[0].Score.Error, measured[0].Error, measured.Min(m => m.Error), measured.Max(m => m.Error), measured[usual].Error, measured[0].Accuracy, measured[usual].Accuracy, advised, trained.Min(c => c.Error));
    }

    private static void Trace(StreamWriter trace, string task, int count, int draw, Contest contest, LabelledFeatures test, int[] testLabels)
    {
        foreach (var c in contest.Contenders)
        {
            foreach (var score in c.Scores)
            {
                using var step = new TensorScope();
                var at = new Contender(c.Pairs, c.Candidate, [score]).On(contest.Features[0], contest.Targets, test, testLabels, contest.Dim);
                trace.WriteLine(string.Join('\t', task, count, draw, c.Candidate.Name, c.Candidate.Rank, score.Penalty, score.FittedDim, score.Error, at.Error, string.Join(',', score.Losses.Select(l => l.ToString("G4", CultureInfo.InvariantCulture)))));
            }
        }
    }

    internal static int[] Shuffled(int count, int seed)
    {
        var order = Enumerable.Range(0, count).ToArray();
        new Random(seed).Shuffle(order);
        return order;
    }

    internal static string Text(string[] args, string name, string value) =>
        args.Select(a => a.Split('=', 2)).LastOrDefault(a => a[0] == name && a.Length == 2)?[1] ?? value;
}
