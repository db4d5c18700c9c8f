using System.CommandLine;

namespace Semblance.Cli.Shell;

/// <summary>The options every verb has.</summary>
internal sealed class CommonOptions
{
    public Option<bool> Json { get; } = Flags.Switch("--json", "Print one JSON document on stdout and nothing else there.");

    public Option<long> Seed { get; } = Flags.Long("--seed", "Seed of everything random.", 0);

    public Option<int?> Threads { get; } = Flags.OptionalInteger("--threads", "Threads of the engine. Default: as many as cores, at most 8.", 1, 1024);

    public Option<string> Device { get; } = Flags.Text("--device", "cpu, cuda or cuda:N.", "cpu");

    public Option<bool> Quiet { get; } = Flags.Switch("--quiet", "No progress and no notes on stderr.");

    public Option<bool> Debug { get; } = Flags.Switch("--debug", "Show where in the program an error arose.");

    public IEnumerable<Option> All => [Json, Seed, Threads, Device, Quiet, Debug];
}
