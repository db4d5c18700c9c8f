using System.CommandLine;
using System.Globalization;
using Semblance.Cli.Shell;
using Semblance.Insight.Benchmarks;
using Spectre.Console;

namespace Semblance.Cli.Verbs;

/// <summary>Measures how fast this program is here, beside what one would run instead.</summary>
internal sealed class BenchVerb : Verb
{
    private readonly Argument<string[]> _names = new("name")
    {
        HelpName = "NAME",
        Arity = ArgumentArity.ZeroOrMore,
        DefaultValueFactory = _ => [],
        Description = $"What to measure: {string.Join(", ", BenchmarkRunner.All.Select(b => b.Name))}; a group: {string.Join(", ", BenchmarkRunner.All.Select(b => b.Group).Distinct())}; or all. Default: all but scaling.",
    };

    private readonly Option<bool> _quick = Flags.Switch("--quick", "Fewer repeats and smaller tables; targets are judged at full size only.");
    private readonly Option<string> _clock = Flags.Text("--clock", "wall, or processor: processor time of all threads, for one thread on a machine that does other work.", "wall");
    private readonly Option<int?> _repeats = Flags.OptionalInteger("--repeats", "Measurements of each side, taken in turn. Default: 5, 3 with --quick.", 1, 1000);
    private readonly Option<bool> _alone = Flags.Switch("--no-peer", "Measure this program only.");
    private readonly Option<string?> _python = Flags.OptionalText("--python", "The Python to compare with. Default: the first python3 that has PyTorch.", "PYTHON");
    private readonly Option<string?> _root = DataOptions.Root();

    public override string Name => "bench";

    public override string Summary => "Measure views, losses, evaluation, training and start here, beside PyTorch and scikit-learn where they are installed.";

    public override IReadOnlyList<string> Examples => ["semblance bench --quick", "semblance bench views knn --threads 1 --clock processor", "semblance bench scaling --json"];

    public override IReadOnlyList<Symbol> Symbols => [_names, _quick, _clock, _repeats, _alone, _python, _root];

    public override Outcome Run(Session session)
    {
        var chosen = BenchmarkRunner.Named(session.Get(_names)!);
        var options = new BenchmarkOptions
        {
            IsQuick = session.Get(_quick),
            UsesProcessorTime = IsProcessor(session.Get(_clock)!),
            Repeats = session.Get(_repeats),
            WithPeer = !session.Get(_alone),
            Python = session.Get(_python),
            DataRoot = session.Get(_root),
            Program = Program(),
        };
        var report = JobProgress.Run(session, "benchmarks", job => BenchmarkRunner.Run(chosen, options, (done, next) => job.Report(done, chosen.Count, next), session.Cancellation));
        return new(report, console => Show(console, report));
    }

    private static bool IsProcessor(string clock) => clock switch
    {
        "wall" => false,
        "processor" => true,
        _ => throw Errors.Suggestion.Unknown("clock", clock, ["wall", "processor"]),
    };

    /// <summary>This program as a file that can be started; null when it runs within another, as in tests.</summary>
    private static string? Program() => Path.Combine(AppContext.BaseDirectory, "semblance") is var file && File.Exists(file) ? file : null;

    private static void Show(IAnsiConsole console, BenchmarkReport report)
    {
        var table = Screen.Table("figure", "measured", "peer", "", "ratio", "by processor time", "target", "");
        foreach (var f in report.Figures)
        {
            table.AddTextRow(
                f.Name.StartsWith("scaling/", StringComparison.Ordinal) ? f.What : f.Name, Value(f.Value, f.Unit), f.Peer ?? "", Value(f.PeerValue, f.Unit), Numbers.Short(f.Ratio, "G3"),
                Numbers.Short(f.ProcessorRatio, "G3"), Target(f), f.Pass is { } pass ? pass ? "✓" : "✗" : "");
        }

        console.Write(table);
        foreach (var f in report.Figures.Where(f => f.Details.Count > 0)) Line(console, $"{f.Name}: {string.Join(", ", f.Details.Select(d => $"{d.Key} {Numbers.Short(d.Value, "G5")}"))}");
        foreach (var f in report.Figures.Where(f => f.Note is not null && f.Note != report.Machine.PeerReason)) Line(console, $"– {f.Name}: {f.Note}");
        var m = report.Machine;
        if (m.PeerReason is not null) Line(console, $"No ratios: {m.PeerReason}.");
        else Line(console, $"Peer: {string.Join(", ", m.Peer.Select(p => $"{p.Key} {p.Value}"))}.");
        Line(console, string.Create(CultureInfo.InvariantCulture, $"{m.Processor}, {m.Cores} cores, {m.Threads} threads, {(m.BlasCore.Length > 0 ? "OpenBLAS " + m.BlasCore : "not OpenBLAS")}, {m.Libtorch}; {report.Clock} clock, medians."));
        if (m.Load > 0.5 + m.Threads) Line(console, string.Create(CultureInfo.InvariantCulture, $"The machine was busy (load {m.Load:F1}): ratios scatter; --threads 1 --clock processor is less disturbed."));
    }

    private static void Line(IAnsiConsole console, string text) => console.Profile.Out.Writer.WriteLine(text);

    private static string Value(double? value, string unit) => value is { } v ? $"{Numbers.Short(v, "G4")} {unit}" : "";

    private static string Target(BenchmarkFigure figure) => figure.Target is not { } target ? ""
        : $"{(target.IsLeast ? ">=" : "<=")} {Numbers.Short(target.Bound)}{(target.IsRatio ? "x" : " " + figure.Unit)}";
}
