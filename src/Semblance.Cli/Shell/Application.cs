using System.CommandLine;
using System.CommandLine.Help;
using Semblance.Cli.Verbs;

namespace Semblance.Cli.Shell;

/// <summary>The program: parses, runs one verb, prints its outcome, and turns every error into one paragraph and an exit code.</summary>
internal sealed class Application
{
    private readonly TextWriter _output;
    private readonly TextWriter _error;
    private readonly CommonOptions _common = new();
    private readonly Dictionary<Command, VerbEntry> _verbs;
    private readonly RootCommand _root = new("Learns representations without labels, evaluates them and says what they learnt.");

    /// <param name="output">Receives results: text for people, or one JSON document.</param>
    /// <param name="error">Receives progress, notes and errors.</param>
    public Application(TextWriter output, TextWriter error)
    {
        _output = output;
        _error = error;
        _verbs = All().ToDictionary(e => e.Command);
        foreach (var option in _common.All)
        {
            option.Recursive = true;
            _root.Add(option);
        }

        foreach (var command in _verbs.Keys) _root.Add(command);
        var help = _root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpText((HelpAction)help.Action!, _verbs);
    }

    /// <summary>The verbs, in the order a new user meets them.</summary>
    public IReadOnlyCollection<Verb> Verbs => [.. _verbs.Values.Select(e => e.Verb)];

    /// <summary>The parser's tree with the options of every verb, for completion scripts.</summary>
    public RootCommand Root
    {
        get
        {
            foreach (var entry in _verbs.Values) _ = entry.Verb;
            return _root;
        }
    }

    /// <summary>Runs one command line and returns the exit code.</summary>
    public int Run(IReadOnlyList<string> arguments)
    {
        foreach (var entry in _verbs.Values.Where(e => arguments.Contains(e.Command.Name))) _ = entry.Verb;
        var parsed = _root.Parse(arguments);
        try
        {
            if (parsed.Action is { ClearsParseErrors: true }) return parsed.Invoke(new InvocationConfiguration { Output = _output, Error = _error });
            if (ConfigPath(parsed) is { } config) parsed = _root.Parse(ConfigFile.Expand(config, arguments, parsed));
            if (ParseComplaint.About(parsed, _root, _verbs) is { } complaint) throw complaint;
            return Execute(parsed);
        }
#pragma warning disable CA1031 // The last place that can turn an exception into words.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return Fail(e, parsed, arguments);
        }
    }

    private IEnumerable<VerbEntry> All() =>
    [
        VerbEntry.Of<DoctorVerb>(), VerbEntry.Of<MethodsVerb>(), VerbEntry.Of<DatasetsVerb>(), VerbEntry.Of<TrainVerb>(), VerbEntry.Of<EvaluateVerb>(),
        VerbEntry.Of<EmbedVerb>(), VerbEntry.Of<ReportVerb>(), VerbEntry.Of<RunsVerb>(), VerbEntry.Of<LossVerb>(), VerbEntry.Of<SolveVerb>(),
        VerbEntry.Of<DynamicsVerb>(), VerbEntry.Of<AdviseVerb>(), VerbEntry.Of<CapacityVerb>(), VerbEntry.Of<AuditVerb>(), VerbEntry.Of<SimVaeVerb>(),
        VerbEntry.Of<NeighboursVerb>(), VerbEntry.Of<ReproduceVerb>(), VerbEntry.Of<BenchVerb>(), VerbEntry.Of(() => new CompletionVerb(this)),
    ];

    private static string? ConfigPath(ParseResult parsed) =>
        parsed.CommandResult.Command.Options.FirstOrDefault(o => o.Name == MethodOptions.ConfigName) is Option<string?> option ? parsed.GetValue(option) : null;

    private int Execute(ParseResult parsed)
    {
        using var stop = new StopSignal();
        var json = parsed.GetValue(_common.Json);
        var notes = Screen.On(_error, ReferenceEquals(_error, Console.Error) && !Console.IsErrorRedirected);
        var outcome = _verbs[parsed.CommandResult.Command].Verb.Run(new Session(parsed, _common, notes, stop.Token));
        if (json) _output.WriteLine(JsonDocumentText.Of(outcome.Document));
        else outcome.Show(Screen.On(_output, ReferenceEquals(_output, Console.Out) && !Console.IsOutputRedirected));
        return outcome.ExitCode;
    }

    private int Fail(Exception exception, ParseResult parsed, IReadOnlyList<string> arguments)
    {
        // A command line that cannot be parsed may still ask for JSON, wherever the word stands.
        var failure = Failure.Of(exception);
        if (arguments.Contains("--json")) _output.WriteLine(JsonDocumentText.Of(new { Error = new { failure.Kind, failure.Message, failure.ExitCode } }));
        _error.WriteLine("error: " + failure.Message.ReplaceLineEndings(" "));
        if (parsed.GetValue(_common.Debug)) _error.WriteLine(exception);
        return failure.ExitCode;
    }
}
