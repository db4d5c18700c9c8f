using System.Text.Json.Nodes;

namespace Semblance.Insight.Benchmarks;

/// <summary>How long the program takes from its start to the first training step.</summary>
internal sealed class StartTime : Benchmark
{
    public override string Name => "first-step";

    public override string Group => "start";

    public override string What => "semblance train, from start to the first step, FashionMNIST, resnet18 width 0.25, batch 256";

    internal override IEnumerable<BenchmarkFigure> Run(BenchmarkContext context)
    {
        var figure = new BenchmarkFigure { Name = Name, What = What, Unit = "s", Target = BenchmarkTarget.Most(2) };
        if (context.Options.Program is null || TrainingRate.Images(context.Options) is null)
        {
            yield return figure with { Note = context.Options.Program is null ? "the program is not there to be started" : "fashion-mnist was not found: see semblance datasets" };
            yield break;
        }

        List<double> begins = [], ends = [];
        for (var k = 0; k <= Math.Min(3, context.Repeats); k++)
        {
            context.Stop.ThrowIfCancellationRequested();
            string[] root = context.Options.DataRoot is { } folder ? ["--data-root", folder] : [];
            var run = ProgramRun.Of(context.Options.Program, [
                "train", "--data", "fashion-mnist", "--method", "simclr", "--encoder", "resnet18:width=0.25,stem=cifar", "--image-size", "32", "--channels", "3", "--batch", "256", "--steps", "1",
                "--evaluate-every", "0", "--set", "monitor=false", "--profile", "--json", "--quiet", "--out", context.Path($"start-{k}"), .. root]);
            if (run is null || k == 0) continue; // the first one warms the disk
            var profile = JsonNode.Parse(run.Value.Output)!["profile"]!;
            begins.Add((double)profile[context.Options.UsesProcessorTime ? "start_processor_s" : "start_s"]!);
            ends.Add((double)profile["first_step_s"]!);
        }

        var details = new Dictionary<string, double>();
        if (BenchmarkContext.Median(ends) is { } end) details["first_step_done_s"] = end;
        yield return (figure with { Value = BenchmarkContext.Median(begins), Values = begins, Details = details, Note = begins.Count == 0 ? "the training failed" : null }).Judged(true);
    }
}
