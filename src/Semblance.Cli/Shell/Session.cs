using System.CommandLine;
using Semblance.Errors;
using Semblance.Tensors;
using Spectre.Console;

namespace Semblance.Cli.Shell;

/// <summary>One run of one verb: its values, its screens, its wish to stop.</summary>
internal sealed class Session
{
    private readonly ParseResult _parsed;
    private readonly CommonOptions _common;

    public Session(ParseResult parsed, CommonOptions common, IAnsiConsole notes, CancellationToken cancellation)
    {
        _parsed = parsed;
        _common = common;
        Notes = notes;
        Cancellation = cancellation;
        if (parsed.GetValue(common.Threads) is { } threads) Runtime.Threads = threads;
    }

    public long Seed => _parsed.GetValue(_common.Seed);

    /// <summary>True when the user gave a seed.</summary>
    public bool HasSeed => Has(_common.Seed);

    public bool IsQuiet => _parsed.GetValue(_common.Quiet);

    public CancellationToken Cancellation { get; }

    /// <summary>The console on stderr: progress, warnings, notes.</summary>
    public IAnsiConsole Notes { get; }

    /// <summary>The device asked for; loads the engine.</summary>
    /// <exception cref="RequestException">An unknown device or one that is not there.</exception>
    public Device Device => Device.Parse(_parsed.GetValue(_common.Device)!);

    public T? Get<T>(Option<T> option) => _parsed.GetValue(option);

    public T? Get<T>(Argument<T> argument) => _parsed.GetValue(argument);

    /// <summary>True when the user gave the option, on the command line or in the configuration file.</summary>
    public bool Has(Option option) => _parsed.GetResult(option) is { Implicit: false };

    /// <summary>Tells people something on stderr, unless they asked for quiet.</summary>
    public void Note(string text)
    {
        if (IsQuiet) return;
        if (Notes.Profile.Capabilities.Interactive) Notes.WriteLine(text);
        else Notes.Profile.Out.Writer.WriteLine(text); // one line stays one line
    }
}
