using Semblance.Tensors;
using Semblance.Training;
using Semblance.Training.Runs;

namespace Semblance.Bench;

/// <summary>What a look of the collapse monitor costs beside the steps of an epoch: runs of a few steps of a preset, with and without it in turn, in one process.</summary>
/// <remarks>Arguments, each with a default: preset=demo steps=12 repeats=5 samples=1024, then any option of train (data=..., encoder=...). Times are of the processor, on one thread, so that other work
/// on the machine hardly counts. The gap between the last step and the end of the epoch holds the look, the checkpoint and the logs; without monitor it holds the last two.</remarks>
internal static class MonitorBench
{
    private static readonly string[] Own = ["preset", "steps", "repeats", "samples"];

    internal static void Run(string[] args)
    {
        Runtime.Threads = 1;
        var given = args.Select(a => a.Split('=', 2)).ToDictionary(p => p[0], p => p.ElementAtOrDefault(1) ?? "");
        var values = TrainConfigs.Preset(given.GetValueOrDefault("preset", "demo")).Concat(given.Where(g => !Own.Contains(g.Key)))
            .Append(new("steps", given.GetValueOrDefault("steps", "12"))).Append(new("evaluate-every", "0")).Append(new("precision", "float32"));
        List<Times> with = [], without = [];
        for (var k = 0; k < int.Parse(given.GetValueOrDefault("repeats", "5")); k++)
        {
            with.Add(Train([.. values, new("monitor", "true"), new("monitor-samples", given.GetValueOrDefault("samples", "1024"))]));
            without.Add(Train([.. values, new("monitor", "false")]));
            var (step, look) = (Middle(with.Concat(without).Select(t => t.Step)), Middle(with.Select(t => t.End)) - Middle(without.Select(t => t.End)));
            var first = Middle(with.Select(t => t.Start)) - Middle(without.Select(t => t.Start));
            Console.WriteLine($"after {k + 1}: step {1e3 * step:F0} ms, look {1e3 * look:F0} ms (the first, with its views, {1e3 * first:F0}), epoch of {with[0].Batches} steps: {look / step / with[0].Batches:P2}");
        }
    }

    private static Times Train(IReadOnlyList<KeyValuePair<string, string>> values)
    {
        var folder = Directory.CreateTempSubdirectory("semblance-bench-");
        try
        {
            var config = TrainConfigs.From(values);
            var watch = new Watch();
            Trainer.Run(new TrainRequest { Config = config, Out = Path.Combine(folder.FullName, "run") }, watch);
            return watch.Times(config.Batch);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Middle(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    /// <summary>Seconds of processor time: a step, from the last step to the end of the epoch, and from the start to the second step.</summary>
    private sealed record Times(double Step, double End, double Start, int Batches);

    private sealed class Watch : ITrainObserver
    {
        private readonly List<double> _steps = [];
        private double _start, _end;
        private int _samples;

        public void OnStart(TrainPlan plan) => (_start, _samples) = (Now(), plan.Samples);

        public void OnStep(TrainStep step) => _steps.Add(Now());

        public void OnEpoch(EpochRecord epoch) => _end = Now();

        internal Times Times(int batch) => new(Middle(_steps.Skip(1).Zip(_steps, (b, a) => b - a)), _end - _steps[^1], _steps[0] - _start, _samples / batch);

        private static double Now() => Environment.CpuUsage.TotalTime.TotalSeconds;
    }
}
