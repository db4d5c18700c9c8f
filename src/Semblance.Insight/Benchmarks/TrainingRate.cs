using System.Diagnostics;
using System.Globalization;
using Semblance.Pairs;
using Semblance.Training;
using Semblance.Training.Runs;

namespace Semblance.Insight.Benchmarks;

/// <summary>End-to-end SimCLR on FashionMNIST, beside a plain PyTorch program in several settings.</summary>
/// <param name="name">The benchmark's word.</param>
/// <param name="width">Width of the ResNet-18.</param>
/// <param name="batch">Samples in a batch.</param>
/// <param name="target">Wanted ratio to PyTorch's default setting.</param>
/// <param name="fastTarget">Wanted ratio to its fastest setting.</param>
/// <param name="frozenTarget">Wanted ratio to its fastest setting without any work on views; null where none is stated.</param>
internal sealed class TrainingRate(string name, double width, int batch, double target, double fastTarget, double? frozenTarget) : Benchmark
{
    private const int WarmUp = 2;

    public override string Name => name;

    public override string Group => "training";

    public override string What => FormattableString.Invariant($"SimCLR end to end, resnet18 width {width}, 32x32, batch {batch}");

    private static IReadOnlyList<Setting> Settings(double target, double fast, double? frozen) =>
    [
        new("default", "PyTorch, torchvision views", [], false, target),
        new("bf16", "PyTorch --bf16 --channels-last", ["--bf16", "--channels-last"], true, fast),
        new("frozen", "PyTorch --frozen-views --channels-last", ["--frozen-views", "--channels-last"], false, null),
        new("frozen-bf16", "PyTorch --frozen-views --bf16 --channels-last", ["--frozen-views", "--bf16", "--channels-last"], true, frozen),
    ];

    internal override IEnumerable<BenchmarkFigure> Run(BenchmarkContext context)
    {
        if (Images(context.Options) is not { } images)
        {
            yield return new BenchmarkFigure { Name = Name, What = What, Unit = "images/s", Note = "fashion-mnist was not found: see semblance datasets" };
            yield break;
        }

        foreach (var setting in Settings(target, fastTarget, frozenTarget))
        {
            var figure = new BenchmarkFigure
            {
                Name = $"{Name}/{setting.Word}", What = What, Unit = "images/s", Peer = setting.Peer, Target = setting.Target is { } least ? BenchmarkTarget.Ratio(least) : null,
            };
            yield return setting.IsShort && !BenchmarkMachine.HasNativeBFloat16() && (context.Options.IsQuick || width >= 1)
                ? figure with { Note = "left out: this processor emulates bfloat16, which takes minutes a step" }
                : Measure(context, figure, setting, images).Judged(true);
        }
    }

    private BenchmarkFigure Measure(BenchmarkContext context, BenchmarkFigure figure, Setting setting, string images)
    {
        var isEmulated = setting.IsShort && !BenchmarkMachine.HasNativeBFloat16();
        var (rounds, steps) = (isEmulated ? 1 : Math.Min(3, context.Repeats), context.Options.IsQuick ? 4 : 8);
        List<double> ours = [], theirs = [];
        var (wait, reason) = (0.0, context.Peer.Reason);
        for (var k = 0; k < rounds; k++)
        {
            context.Stop.ThrowIfCancellationRequested();
            var (rate, waited) = Train(context, steps);
            ours.Add(rate);
            wait = waited;
            if (context.Peer.Reason is not null) continue;
            var (warm, count) = isEmulated ? (0, 1) : (WarmUp, steps);
            var answer = context.Peer.Run("simclr.py", [
                "--images", images, "--width", ((int)(64 * width)).ToString(CultureInfo.InvariantCulture), "--batch", batch.ToString(CultureInfo.InvariantCulture),
                "--steps", count.ToString(CultureInfo.InvariantCulture), "--warmup", warm.ToString(CultureInfo.InvariantCulture), .. setting.Arguments]);
            if (answer.Number("images_per_s") is { } peer) theirs.Add(peer);
            reason = answer.Reason;
        }

        return figure with
        {
            Value = BenchmarkContext.Median(ours), Values = ours, PeerValue = BenchmarkContext.Median(theirs), PeerValues = theirs,
            Ratio = BenchmarkContext.Median(ours.Zip(theirs, (a, b) => a / b)), Note = reason, Details = new Dictionary<string, double> { ["data_wait"] = wait },
        };
    }

    /// <summary>Samples a second after the first steps, and the share of the time that was spent waiting for views.</summary>
    private (double Rate, double Wait) Train(BenchmarkContext context, int steps)
    {
        var clock = new StepClock(WarmUp);
        var run = context.Path("run");
        if (Directory.Exists(run)) Directory.Delete(run, true);
        Trainer.Run(new TrainRequest { Config = Config(width, batch, WarmUp + steps), Out = run, DataRoot = context.Options.DataRoot }, clock);
        return (batch * steps / clock.Seconds, clock.Wait);
    }

    /// <summary>The peer's program as a configuration of ours.</summary>
    internal static TrainConfig Config(double width, int batch, int steps)
    {
        var dim = (int)(512 * width);
        return TrainConfigs.From(new Dictionary<string, string>
        {
            ["data"] = "fashion-mnist", ["method"] = "simclr", ["temperature"] = "0.5", ["encoder"] = FormattableString.Invariant($"resnet18:width={width},stem=cifar"),
            ["head"] = FormattableString.Invariant($"mlp:hidden={dim},out=128"), ["augment"] = "simclr", ["image-size"] = "32", ["channels"] = "3",
            ["batch"] = batch.ToString(CultureInfo.InvariantCulture), ["steps"] = steps.ToString(CultureInfo.InvariantCulture), ["evaluate-every"] = "0", ["monitor"] = "false",
            ["optimiser"] = "sgd", ["learning-rate"] = "0.06", ["weight-decay"] = "5e-4",
        });
    }

    internal static string? Images(BenchmarkOptions options) =>
        DataSets.Describe(options.DataRoot).Single(d => d.Name == "fashion-mnist").Location is { } folder && Path.Combine(folder, "train-images-idx3-ubyte.gz") is var file && File.Exists(file) ? file : null;

    private sealed record Setting(string Word, string Peer, string[] Arguments, bool IsShort, double? Target);

    private sealed class StepClock(int skipped) : ITrainObserver
    {
        private readonly Stopwatch _watch = new();

        internal double Seconds => _watch.Elapsed.TotalSeconds;

        internal double Wait { get; private set; }

        public void OnStart(TrainPlan plan)
        {
        }

        public void OnStep(TrainStep step)
        {
            if (step.Step == skipped) _watch.Start();
            Wait = step.DataWait;
        }

        public void OnEpoch(EpochRecord epoch) => _watch.Stop();
    }
}
