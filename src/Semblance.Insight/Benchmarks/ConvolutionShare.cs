using Semblance.Training;

namespace Semblance.Insight.Benchmarks;

/// <summary>How much of a ResNet-18 step its convolutions alone would take.</summary>
internal sealed class ConvolutionShare : Benchmark
{
    private static readonly (string Word, double Width, int Batch)[] Networks = [("narrow", 0.25, 256), ("wide", 1, 128)];

    public override string Name => "convolution-share";

    public override string Group => "training";

    public override string What => "share of a ResNet-18 step that its convolutions alone take, 32x32";

    internal override IEnumerable<BenchmarkFigure> Run(BenchmarkContext context)
    {
        foreach (var (word, width, batch) in Networks)
        {
            var figure = new BenchmarkFigure
            {
                Name = $"{Name}/{word}", What = FormattableString.Invariant($"{What}, width {width}, batch {batch}"), Unit = "share", Target = BenchmarkTarget.Least(0.6),
            };
            context.Stop.ThrowIfCancellationRequested();
            if (TrainingRate.Images(context.Options) is null)
            {
                yield return figure with { Note = "fashion-mnist was not found: see semblance datasets" };
                continue;
            }

            var profile = Trainer.Run(new TrainRequest
            {
                Config = TrainingRate.Config(width, batch, context.Options.IsQuick ? 3 : 6), Out = context.Path($"share-{word}"), DataRoot = context.Options.DataRoot, Profile = true,
            }).Profile!;
            var details = profile.Phases.Where(p => p.Share is not null).ToDictionary(p => Semblance.Training.Profile.TrainProfile.Word(p.Phase) + "_share", p => p.Share!.Value);
            foreach (var layer in profile.Layers) details[$"forward_{layer.Kind}_share"] = layer.Share;
            details["step_ms"] = 1e3 * profile.StepSeconds;
            details["convolution_gflops"] = profile.ConvolutionGigaflops!.Value;
            details["matrix_product_gflops"] = profile.ProductGigaflops;
            yield return (figure with { Value = profile.ConvolutionShare, Values = [profile.ConvolutionShare!.Value], Details = details }).Judged(true);
        }
    }
}
