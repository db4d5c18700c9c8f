namespace Semblance.Insight.Benchmarks;

/// <summary>How long the program takes to say what it can do.</summary>
internal sealed class HelpTime : Benchmark
{
    public override string Name => "help";

    public override string Group => "start";

    public override string What => "semblance --help, from start to end";

    internal override IEnumerable<BenchmarkFigure> Run(BenchmarkContext context)
    {
        var figure = new BenchmarkFigure { Name = Name, What = What, Unit = "s", Target = BenchmarkTarget.Most(0.25) };
        if (context.Options.Program is not { } program)
        {
            yield return figure with { Note = "the program is not there to be started" };
            yield break;
        }

        ProgramRun.Of(program, "--help");
        yield return context.Pair(figure, 1, () => ProgramRun.Of(program, "--help")?.Time ?? new Timing(double.NaN, null), null, null).Figure.Judged(true);
    }
}
